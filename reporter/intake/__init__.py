"""What people sent in: the only package that opens other people's files."""
