import { JsonCursor } from './cursor.ts';

/** What is nested deeper is not read: to write it out again would need as deep a stack. */
export const MAX_NESTING = 1000;

/** The value of a JSON text; undefined where it is none, or too deeply nested. */
export function parseJson(text: string): unknown {
	const bytes = new TextEncoder().encode(text);
	const cursor = new JsonCursor();
	cursor.open(bytes, 0, bytes.length);
	if (!cursor.skipValue() || cursor.peek() >= 0 || cursor.deepest > MAX_NESTING) return undefined;
	return JSON.parse(text) as unknown;
}
