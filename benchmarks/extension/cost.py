"""What the extension costs a page that plays: main-thread time of a sample, frames dropped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from reelmark.demo.viewer import Viewer

SAMPLE = """(async (base) => {
  const video = document.querySelector("video");
  const { PictureReader, base64 } = await import(base + "content/picture.js");
  const { Clip } = await import(base + "content/clip.js");
  const empty = new OffscreenCanvas(256, 256).getContext("2d",
    { alpha: false, willReadFrequently: true });
  empty.imageSmoothingQuality = "medium";
  const reader = new PictureReader();
  const clip = new Clip();
  const times = { empty: [], sample: [] };
  const next = () => new Promise((done) => video.requestVideoFrameCallback(done));
  video.playbackRate = 2; // takes half the time
  for (let i = 0; i < 120; i++) {
    await next(); // to a frame of its own: who draws one a second time finds it converted
    const start = performance.now();
    if (i % 2) {
      empty.drawImage(video, 0, 0, 256, 256);
      empty.getImageData(0, 0, 256, 256);
    } else {
      if (clip.samples.length === 32) clip.renew(false);
      JSON.stringify(clip.add(i * 1000, reader.read(video), base64)); // as it is sent
    }
    times[i % 2 ? "empty" : "sample"].push(performance.now() - start);
  }
  const middle = (list) => list.slice(10).sort((a, b) => a - b)[25];
  return [middle(times.empty), middle(times.sample)];
})"""

DROP = """(async (seconds) => {
  const video = document.querySelector("video");
  await video.play();
  const before = video.getVideoPlaybackQuality();
  await new Promise((done) => setTimeout(done, seconds * 1000));
  video.pause();
  const after = video.getVideoPlaybackQuality();
  return after.droppedVideoFrames - before.droppedVideoFrames;
})"""


@dataclass(frozen=True)
class Sample:
    """Main-thread times, ms, medians of 50: of a sample, and of drawing and reading as many pixels
    without doing anything with them, of one frame each in turns."""

    ms: float
    empty_ms: float

    @property
    def ratio(self) -> float:
        """How many times the empty one."""
        return self.ms / self.empty_ms


def sample(viewer: Viewer) -> Sample:
    """Of the video that plays on the page."""
    empty, full = viewer.run(f"{SAMPLE}({json.dumps(viewer.root)})")
    return Sample(full, empty)


def dropped_more(viewer: Viewer, page: str, pairs: int, seconds: float) -> Iterator[int]:
    """Of each pair of runs, frames dropped with the extension less those without, in turns.

    `page` lies on this machine and holds one video that nothing is known of. Under the name of
    localhost the extension does not run on it at all.
    """
    elsewhere = page.replace("127.0.0.1", "localhost")
    for pair in range(pairs):
        dropped = {}
        for address in (page, elsewhere) if pair % 2 else (elsewhere, page):
            viewer.open(address)
            dropped[address] = viewer.run(f"{DROP}({seconds})")
            if address == page:
                viewer.until(viewer.marks, bool)
            else:
                assert not viewer.marks()
        yield dropped[page] - dropped[elsewhere]
