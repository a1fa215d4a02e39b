// What differs from place to place. None of it belongs to the rules, and no digest covers it.

export const settings = {
  // The number of the ambulance where this page is used, such as "112"; empty for none.
  ambulance: "",
  ...globalThis.triageSettings,
};
