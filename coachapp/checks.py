"""What stops the start: a machine that would lose a secret or mail."""
