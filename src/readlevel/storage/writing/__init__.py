"""What helps writers: the house style of the site, and proposals that are ignored."""
