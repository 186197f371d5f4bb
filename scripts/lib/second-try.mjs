/** @typedef {import('./editor-suite.mjs').Results} Results */

/**
 * What counts after a second try: its figures, with those named that failed in the first one only. A busy machine loses a
 * keystroke now and then, which leaves a window in a state that the same test cannot begin in: a second try begins in a new one.
 *
 * @param {Results} first
 * @param {Results} second
 * @returns {Results}
 */
export const afterSecondTry = (first, second) => ({
	...second,
	again: first.failed.filter((name) => !second.failed.includes(name)),
	reasons: { ...first.reasons, ...second.reasons },
});
