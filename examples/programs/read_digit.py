"""vi: Đọc chữ số trong mỗi ảnh, từ dòng lệnh.
en: Reads the digit in each photo, at the command line.
"""

# %% imports
import sys

import keras
from photo import open_photo, prepare

# %% model
paths = sys.argv[1:]
if not paths:
    sys.exit("write: python read_digit.py PHOTO...")
try:
    model = keras.models.load_model("digit.keras")
except Exception:
    sys.exit(
        "digit.keras is missing, or Keras can't load it; "
        "save it again into this folder"
    )


# %% read
def read(path):
    image = prepare(open_photo(path))
    probabilities = model.predict(image[None], verbose=0)[0]
    digit = probabilities.argmax()
    return digit, probabilities[digit]


# %% answers
refused = []
for path in paths:
    try:
        digit, probability = read(path)
    except ValueError as error:
        refused.append(f"{path}: {error}")
    except OSError as error:
        reason = error.strerror or error
        refused.append(f"{path}: {reason}; check the file")
    else:
        print(f"{path}: {digit} ({probability:.1%})")
if refused:
    sys.exit("\n".join(refused))
