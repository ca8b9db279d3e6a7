"""What helps writers: the house style of the site."""
