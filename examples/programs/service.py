"""vi: Dịch vụ web đọc chữ số trong ảnh được gửi đến.
en: A web service that reads the digit in a photo.
"""

# %% imports
import asyncio
import io

import keras
from fastapi import FastAPI, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse
from photo import open_photo, prepare
from starlette.requests import ClientDisconnect

# %% model
model = keras.models.load_model("digit.keras")


# %% read
def read(photo):
    image = prepare(open_photo(io.BytesIO(photo)))
    outputs = model(image[None])
    probabilities = keras.ops.convert_to_numpy(outputs)[0]
    digit = probabilities.argmax()
    return {
        "digit": int(digit),
        "probability": float(probabilities[digit]),
    }


# %% receive
HOW = "curl --data-binary @photo.jpg http://127.0.0.1:8000/digit"
MOST_BYTES = 20_000_000


async def receive(request):
    photo = bytearray()
    async for piece in request.stream():
        photo += piece
        if len(photo) > MOST_BYTES:
            raise HTTPException(
                413, "more than 20 MB; send a smaller photo"
            )
    if not photo:
        raise HTTPException(400, f"no photo; write: {HOW}")
    return photo


# %% answer
app = FastAPI()
at_once = asyncio.Semaphore(4)


@app.post("/digit")
async def answer(request: Request):
    try:
        photo = await receive(request)
    except ClientDisconnect:
        raise HTTPException(
            400, "the sender hung up; send the photo again"
        ) from None
    async with at_once:
        try:
            return await run_in_threadpool(read, photo)
        except ValueError as error:
            raise HTTPException(400, str(error)) from None
        except OSError as error:
            raise HTTPException(
                400, f"{error}; send the photo again"
            ) from None


# %% help
@app.get("/", response_class=PlainTextResponse)
def show_help():
    return f"Send a photo of one digit: {HOW}\n"
