// A feed that shows one slide at a time, each with a video of its own.
const slides = [...document.querySelectorAll("[data-slide]")];
let at = 0;
function show() {
  slides.forEach((slide, number) => {
    slide.classList.toggle("gone", number !== at);
    const video = slide.querySelector("video");
    if (number === at) void video.play();
    else video.pause();
  });
}
globalThis.next = () => {
  at++;
  show();
};
show();
