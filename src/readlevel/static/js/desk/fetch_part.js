// Fetches parts of other pages of the desk, for scripts that show them on the page that is open.

/**
 * Return a function that fetches the part of the page at an address that has a data attribute. A
 * new call ends the one before it, which then returns null. Without the part, the user has to sign
 * in again, or something is wrong: the page that says it is opened.
 */
export function makeFetcher(attribute) {
  let request = null;
  return async (address) => {
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(address, { signal: request.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.querySelector(`[${attribute}]`);
      if (!part) location.assign(address);
      return part;
    } catch (problem) {
      if (problem.name !== "AbortError") location.assign(address);
      return null;
    }
  };
}
