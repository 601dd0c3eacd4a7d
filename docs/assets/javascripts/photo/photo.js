// Reads a reader's own photo step by step, as examples/your-own.py does. docs/plugins/fences/photo.py makes the elements.
// Needs: filled, numberWriter (numbers.js)
// Needs: sliderField (slider_field.js)
// Needs: refusal (refusing.js)
// Needs: decodedPhoto (decoding.js)
// Needs: canvasNoise (canvas_noise.js)
// Needs: cropped, fitted, shrunk, turnedRight (resizing.js)
// Needs: automaticLevel, darkerThan, inkOnPaper, refuseBlank (ink_on_paper.js)
// Needs: foundDigit (pieces.js)
// Needs: placedDigit, thickened (placing.js)
// Needs: imageOfGrey, paintInk (step_pictures.js)
// Needs: croppingOn (cropping.js)
// Needs: answeringOn (answering.js)
// Needs: offeringOn (offering.js)
{
  // More would spoil the answer; some browsers change no more than the last bit.
  const MOST_NOISE = 8;
  // Of the picture to crop on.
  const LONGEST_SIDE = 640;
  const WHOLE = [0, 0, 0, 0];

  const start = (figure, number) => {
    const { texts } = JSON.parse(figure.dataset.settings);
    const part = (name) => figure.querySelector(`.photo-${name}`);
    const pictures = ["ink", "mask", "digit", "image"].map((name) => part(`${name} canvas`));
    const levelWords = part("mask figcaption");
    let files = 0;
    let noise = 0;
    // The photo as it is turned, and the image of it; what is cut off; the level, undefined for the automatic one.
    let photo;
    let preview;
    let cut;
    let level;
    // Undefined until it is found anew.
    let ink;
    let frame;

    const say = (text, isRefusal = false) => {
      part("said").textContent = text;
      part("result").toggleAttribute("data-refused", isRefusal);
      document.getElementById("status").textContent = text;
    };

    const refuse = (error) => {
      const { name, values } = error.refused ?? { name: "unreadable" };
      say(filled(texts[name], values), true);
      if (!error.refused) throw error;
    };

    const answer = answeringOn(figure, texts, say);

    const showLevel = sliderField(part("level"), {
      id: `photo-level-${number}`,
      wrong: texts.wrong,
      written: numberWriter({ maximumFractionDigits: 1 }),
      changed: (percent) => setLevel(percent / 100),
    });

    showLevel(50);

    /** From the crop to the answer, or as far as the steps come. */
    const look = () => {
      const [ofInk, ofMask, ofDigit, ofImage] = pictures;
      for (const canvas of pictures) paintInk(canvas);
      part("hand").disabled = false;
      const way = level === undefined ? "automatic" : "by_hand";
      levelWords.textContent = texts[way];
      part("automatic").setAttribute("aria-pressed", way === "automatic");
      try {
        ink ??= inkOnPaper(shrunk(cropped(photo, cut)));
        paintInk(ofInk, ink, 1);
        const used = level ?? automaticLevel(ink);
        showLevel(100 * used);
        if (level === undefined) refuseBlank(used);
        const mask = darkerThan(ink, used);
        paintInk(ofMask, mask, 1);
        const digit = foundDigit(mask);
        paintInk(ofDigit, digit, 1);
        const image = placedDigit(thickened(digit));
        paintInk(ofImage, image, 255);
        answer(image, noise ? texts.noise : "");
      } catch (error) {
        answer();
        refuse(error);
      }
    };

    // Once a frame: a slider may move more often.
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };

    const setLevel = (newLevel) => {
      level = newLevel;
      soon();
    };

    const crop = (newCut) => {
      [cut, ink] = [newCut, undefined];
      showCrop(preview, cut);
      soon();
    };

    const showCrop = croppingOn(part("whole canvas"), [...figure.querySelectorAll(".photo-edges input")], crop);

    const show = (newPhoto, newCut) => {
      photo = newPhoto;
      preview = imageOfGrey(fitted(photo, LONGEST_SIDE));
      crop(newCut);
    };

    const open = async (getFile) => {
      const mine = (files += 1);
      cancelAnimationFrame(frame);
      part("hand").disabled = true;
      for (const canvas of pictures) paintInk(canvas);
      showCrop();
      answer();
      say(texts.reading);
      try {
        noise = canvasNoise();
        if (noise > MOST_NOISE) throw refusal("falsified");
        const decoded = await decodedPhoto(await getFile());
        if (mine !== files) return;
        level = undefined;
        show(decoded, WHOLE);
      } catch (error) {
        if (mine === files) refuse(error);
      }
    };

    offeringOn(figure, open);
    part("turn-right").addEventListener("click", () => show(turnedRight(photo), [cut[3], ...cut.slice(0, 3)]));
    part("turn-left").addEventListener("click", () =>
      show([1, 2, 3].reduce(turnedRight, photo), [...cut.slice(1), cut[0]]),
    );
    part("uncrop").addEventListener("click", () => crop(WHOLE));
    part("automatic").addEventListener("click", () => setLevel());
  };

  document.querySelectorAll(".figure.photo").forEach((figure, number) => {
    // No page there can fetch weights.
    figure.hidden = location.protocol === "file:";
    if (!figure.hidden) start(figure, number);
  });
}
