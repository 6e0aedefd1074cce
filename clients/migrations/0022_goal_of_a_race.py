from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0020_words_of_coaches'),
    ]

    operations = [
        migrations.AddField(
            model_name='race',
            name='goal_s',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='goal, seconds'),
        ),
    ]
