"""The photographs of pixabay.py, by tag."""

import json
from urllib.parse import quote

from hostile import frame

USERS = [("ana_lima", 101), ("Tom K", 102), ("Zoë", 103)]


class Photograph:
    def __init__(self, number, path, tags):
        self.id = 1000 + number
        self.path = path
        self.tags = tags
        # Pairs of a tag and the place in it.
        self.places = set()
        head = path.read_bytes()
        offset = frame(head)
        self.height = int.from_bytes(head[offset : offset + 2], "big")
        self.width = int.from_bytes(head[offset + 2 : offset + 4], "big")

    def hit(self, base, generation):
        user, user_id = USERS[self.id % len(USERS)]
        address = f"{base}/get/{generation}-{self.id}" if generation else f"{base}/get/{self.id}"
        return {
            "id": self.id, "pageURL": f"https://pixabay.com/photos/{quote(self.path.stem)}-{self.id}/",
            "type": "photo", "tags": ", ".join(self.tags), "previewURL": f"{address}_150.jpg", "previewWidth": 150,
            "previewHeight": 100, "webformatURL": f"{address}_640.jpg", "webformatWidth": self.width,
            "webformatHeight": self.height, "largeImageURL": f"{address}_1280.jpg", "imageWidth": self.width * 6,
            "imageHeight": self.height * 6, "imageSize": 4711, "views": 100, "downloads": 10, "likes": 1,
            "comments": 0, "user_id": user_id, "user": user, "userImageURL": f"{address}_user.jpg", "isGRated": True,
        }


class Catalogue:
    """Photographs by tag."""

    def __init__(self, folder):
        self.tags = {}
        self.photographs = {}
        by_file = {}

        def add(file, tag, labels):
            if file not in by_file:
                by_file[file] = Photograph(len(by_file), folder / file, labels)
                self.photographs[by_file[file].id] = by_file[file]
            listed = self.tags.setdefault(tag.lower(), [])
            by_file[file].places.add((tag.lower(), len(listed)))
            listed.append(by_file[file])

        if (folder / "photos.json").exists():
            for tag, entries in json.loads((folder / "photos.json").read_text()).items():
                for entry in entries:
                    add(entry["file"], tag, [tag, entry["label"].replace("_", " ").lower()])
        else:
            for entry in json.loads((folder / "gallery.json").read_text())["pictures"]:
                for tag in entry["tags"]:
                    add(entry["file"], tag, entry["tags"])
