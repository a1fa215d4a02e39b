// The pages work without this. It spares a round trip where two answers to one line can't both be meant.
for (const form of document.querySelectorAll("form.screen")) {
  form.addEventListener("change", ({ target }) => {
    if (form.dataset.kind === "tick") {
      if (!target.checked) return;
      const none = target.name === "none_of_these";
      for (const box of form.querySelectorAll("input[type=checkbox]")) {
        if ((box.name === "none_of_these") !== none) box.checked = false;
      }
    } else if (target.name.endsWith(".unsure") && target.checked) {
      form.elements[target.name.slice(0, -".unsure".length)].value = "";
    }
  });
  form.addEventListener("input", ({ target }) => {
    const unsure = form.elements[`${target.name}.unsure`];
    if (unsure && target.value) unsure.checked = false;
  });
}
document.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
