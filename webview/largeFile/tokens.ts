/** What a stretch of a line is, as the style sheet calls it. */
export type TokenKind =
	| 'name'
	| 'op'
	| 'key'
	| 'replica'
	| 'string'
	| 'number'
	| 'constant'
	| 'punctuation'
	| 'text';

export interface Token {
	kind: TokenKind;
	start: number;
	end: number;
}

/** What a field's strings are: those of fields that are not here are just strings. */
const VALUES: Readonly<Record<string, TokenKind>> = {
	op: 'op',
	key: 'key',
	keys: 'key',
	at: 'replica',
	from: 'replica',
	to: 'replica',
	dot: 'replica',
};
/** Fields whose objects have replicas as their names. */
const VECTORS = ['vv', 'context'];

const PART =
	/"(?:[^"\\]|\\.)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\]:,]|\s+|[^"\s{}[\]:,]+/g;

/** The parts of a line of JSON as the grammar of the text editor tells them apart; of other lines one of text. Linear. */
export function tokensOf(line: string): Token[] {
	if (!/^\s*[{[]/.test(line)) return line === '' ? [] : [{ kind: 'text', start: 0, end: line.length }];
	const tokens: Token[] = [];
	let depth = 0;
	let field = '';
	for (const match of line.matchAll(PART)) {
		const [part] = match;
		const start = match.index;
		const end = start + part.length;
		const first = part[0] as string;
		if (first === '{' || first === '[') depth++;
		if (first === '}' || first === ']') depth--;
		const isName = first === '"' && /^\s*:/.test(line.slice(end, end + 8));
		if (isName && depth === 1) field = part.slice(1, -1);
		tokens.push({ kind: kindOf(part, { isName, depth, field }), start, end });
	}
	return tokens;
}

function kindOf(part: string, at: { isName: boolean; depth: number; field: string }): TokenKind {
	const first = part[0] as string;
	if (first === '"') {
		if (at.isName) return at.depth === 2 && VECTORS.includes(at.field) ? 'replica' : 'name';
		const isOfField = at.depth === 1 || at.field === 'keys' || at.field === 'dot';
		return isOfField && Object.hasOwn(VALUES, at.field) ? (VALUES[at.field] as TokenKind) : 'string';
	}
	if (/^[{}[\]:,]/.test(first)) return 'punctuation';
	if (/^-?\d/.test(part)) return 'number';
	return part === 'true' || part === 'false' || part === 'null' ? 'constant' : 'text';
}
