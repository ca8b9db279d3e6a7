from tests.cli.command import Command


def test_a_site_without_object_storage_says_where_its_images_are(readlevel: Command) -> None:
    readlevel("init")
    assert readlevel("images").lines == ["Images in the database: 0, in object storage: 0."]
    assert readlevel("images", "--to-database").lines[0] == "Moved into the database: 0."
    assert "READLEVEL_MEDIA_URL" in readlevel("images", "--to-storage", status=2).err
