// What the bytes of a picture's file say of it, before a browser decodes it.
// Gives: describedFile

/**
 * The file's format, undefined for one that is not known here; its width and height, as far as they are easy to find;
 * and of how many pictures an animation is made.
 */
function describedFile(bytes) {
  const FORMATS = {
    JPEG: /^\xff\xd8\xff/,
    PNG: /^\x89PNG\r\n\x1a\n/,
    GIF: /^GIF8[79]a/,
    WEBP: /^RIFF[^]{4}WEBP/,
    HEIC: /^[^]{4}ftyp(hei|hev|mif1|msf1)/,
  };
  const describe = { JPEG: ofJpeg, PNG: ofPng, GIF: ofGif, WEBP: ofWebp };
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const format = Object.keys(FORMATS).find((name) => FORMATS[name].test(head));
  const view = new DataView(bytes.buffer);
  let found;
  try {
    found = describe[format]?.(view);
  } catch {
    // The file ends too early: the browser will say more.
  }
  return { format, ...found };
}

/** A segment, which begins with 0xff and its kind, says how long it is. */
function ofJpeg(view) {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    const kind = view.getUint8(at + 1);
    // Between these kinds are those of a frame, of which three are something else.
    if (kind < 0xc0 || kind > 0xcf || [0xc4, 0xc8, 0xcc].includes(kind)) continue;
    return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
}

function ofPng(view) {
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 8; ; at += 12 + view.getUint32(at)) {
    const kind = view.getUint32(at + 4);
    // "IDAT", and "acTL", which an animation has before it.
    if (kind === 0x49444154) return size;
    if (kind === 0x6163544c) return { ...size, frames: view.getUint32(at + 8) };
  }
}

function ofGif(view) {
  const size = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  // As long as the colours that may be there.
  const colors = (at) => (view.getUint8(at) & 0x80 ? 3 * 2 ** ((view.getUint8(at) & 7) + 1) : 0);
  let frames = 0;
  let at = 13 + colors(10);
  const skipBlocks = () => {
    while (view.getUint8(at)) at += view.getUint8(at) + 1;
    at += 1;
  };
  // 0x21 begins an extension, and 0x2c a picture.
  for (; at < view.byteLength && view.getUint8(at) !== 0x3b; skipBlocks()) {
    const isPicture = view.getUint8(at) === 0x2c;
    frames += isPicture;
    at += isPicture ? 11 + colors(at + 9) : 2;
  }
  return { ...size, frames };
}

/** Of its size, each of its three kinds would tell in a way of its own. */
function ofWebp(view) {
  let frames = 0;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    // "ANMF"
    frames += view.getUint32(at) === 0x414e4d46;
    const length = view.getUint32(at + 4, true);
    at += 8 + length + (length % 2);
  }
  return { frames };
}
