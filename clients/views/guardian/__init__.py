"""A guardian reads what their child reads, and changes nothing but what they have agreed to."""
