/* The check-in: the word of each answer, how many are left, and leaving early keeps what is there. */
"use strict";

{
  const form = document.querySelector("[data-check-in]");
  if (form) {
    const count = form.querySelector("[data-left]");
    const answered = () => form.querySelectorAll(".five input:checked").length;
    const show = () => {
      const left = 5 - answered();
      count.hidden = left === 0;
      count.textContent = count.dataset.words.replace("{n}", left);
    };
    form.addEventListener("change", (event) => {
      const ask = event.target.closest(".ask");
      if (ask) {
        const words = event.target.closest("label").querySelector(".sr");
        ask.querySelector(".word").textContent = words.textContent;
      }
      show();
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-leave]");
      if (!link || !answered()) return;
      event.preventDefault();
      coachapp.keep(form).then((entry) => (entry ? location.assign(link.href) : form.requestSubmit()));
    });
    show();
  }
}
