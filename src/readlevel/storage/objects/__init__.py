"""The contents of images in object storage, where a site keeps them there."""
