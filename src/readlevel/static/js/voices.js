// The voices of this device that speak a language.

/** The best of the voices for a language, or null. @returns {SpeechSynthesisVoice | null} */
export function findVoice(language) {
  const primary = language.split("-")[0];
  const known = globalThis.speechSynthesis?.getVoices() ?? [];
  const voices = known.filter((one) => one.lang.split(/[-_]/)[0] === primary);
  return (
    voices.find((one) => one.lang.replace("_", "-") === language) ??
    voices.find((one) => one.default) ??
    voices[0] ??
    null
  );
}
