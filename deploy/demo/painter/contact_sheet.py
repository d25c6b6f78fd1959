"""Many paintings on one sheet, to look at."""

from PIL import Image

_GAP = 6


def sheet(pictures, columns, path, width=320):
    """Saves the pictures side by side, each scaled to `width` at the aspect of the first, row by row."""
    height = round(width * pictures[0].height / pictures[0].width)
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * (width + _GAP), rows * (height + _GAP)), (24, 24, 28))
    for i, picture in enumerate(pictures):
        corner = (i % columns * (width + _GAP) + _GAP // 2, i // columns * (height + _GAP) + _GAP // 2)
        whole.paste(picture.resize((width, height), Image.LANCZOS), corner)
    whole.save(path)
