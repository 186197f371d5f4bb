import { viewOf, wordAt } from '../../trace/hash.ts';
import { FIELD_NAMES } from './fields.ts';

/** Number of each field by its name: its place in FIELD_NAMES. */
export const FIELD = Object.fromEntries(FIELD_NAMES.map((name, id) => [name, id])) as {
	readonly [Name in (typeof FIELD_NAMES)[number]]: number;
};

/** As they stand in a line: name, quotes and colon. */
const SPELLED = FIELD_NAMES.map((name) =>
	Uint8Array.from(`"${name}":`, (character) => character.charCodeAt(0)),
);

/** How many bytes a name is followed by the value after, by field: the name with its quotes and the colon. */
export const NAME_LENGTHS = Uint8Array.from(SPELLED, (bytes) => bytes.length);

/** So many bytes are looked at, at most. */
export const LONGEST_NAME = 12;

/** By field: the first word, then mask and word of the second and of the third. */
const PATTERNS = new Int32Array(FIELD_NAMES.length * 8);

/** Whether the field's name, its quotes and the colon stand at `at`. At least {@link LONGEST_NAME} bytes follow there. */
export function isFieldAt(field: number, view: DataView, at: number): boolean {
	const pattern = field << 3;
	return (
		view.getInt32(at, true) === PATTERNS[pattern] &&
		(view.getInt32(at + 4, true) & (PATTERNS[pattern + 1] as number)) === PATTERNS[pattern + 2] &&
		(view.getInt32(at + 8, true) & (PATTERNS[pattern + 3] as number)) === PATTERNS[pattern + 4]
	);
}

/** The field whose name, with its quotes and the colon, stands at `at`, where {@link LONGEST_NAME} bytes follow; -1 for none. */
export function fieldAt(view: DataView, at: number): number {
	for (let field = 0; field < SPELLED.length; field++) if (isFieldAt(field, view, at)) return field;
	return -1;
}

for (const [field, bytes] of SPELLED.entries()) {
	if (bytes.length < 4 || bytes.length > LONGEST_NAME)
		throw new Error(`no pattern holds the name in ${bytes}`);
	const words = viewOf(bytes);
	const masks = viewOf(new Uint8Array(LONGEST_NAME).fill(0xff, 0, bytes.length));
	PATTERNS[field * 8] = wordAt(words, 0, bytes.length);
	for (const word of [1, 2]) {
		PATTERNS[field * 8 + word * 2 - 1] = masks.getInt32(word * 4, true);
		PATTERNS[field * 8 + word * 2] = wordAt(words, word * 4, bytes.length);
	}
}
