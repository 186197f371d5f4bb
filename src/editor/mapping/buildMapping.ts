import * as vscode from 'vscode';
import { shortened } from '../../report/visible.ts';
import { OP_NAMES } from '../../trace/ops.ts';
import {
	type Column,
	columnsIn,
	type Draft,
	FIELDS,
	type FieldName,
	firstDraft,
	preview,
	sourceOf,
	sourceText,
} from './draft.ts';

/** What a field is, for who has not read the format's description. */
const MEANING: Record<FieldName, string> = {
	op: 'what happens: write, delete, read, send, …',
	at: 'the replica at which it happens',
	key: 'what is written',
	value: 'the value that is written or read',
	ts: 'the replica’s own time',
	client: 'who writes',
	peer: 'the other side of a message',
	msg: 'the message’s id',
	seq: 'the place in the replica’s own order',
	vv: 'the version vector, as JSON',
	dot: 'the version’s own replica and counter, as JSON',
	context: 'what the writer had seen, as JSON',
	native: 'what the system calls the version',
};

/** Rows that the overview shows as they would be read. */
const SHOWN = 5;

interface Item extends vscode.QuickPickItem {
	field?: FieldName;
	use?: boolean;
	column?: Column | null;
	constant?: true;
}

const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });

/**
 * Asks which column is which field, with the first rows as they would be read, until the user takes the mapping.
 *
 * @param text the start of the file
 * @returns undefined where the user gives up
 */
export async function buildMapping(title: string, text: string, given?: Draft): Promise<Draft | undefined> {
	const draft: Draft = structuredClone(given) ?? firstDraft(text);
	const columns = columnsIn(text, draft);
	for (;;) {
		const chosen = await vscode.window.showQuickPick(overview(draft, text), {
			title,
			placeHolder: 'Choose a field to say where it comes from',
			matchOnDescription: true,
		});
		if (chosen === undefined) return undefined;
		if (chosen.use) return draft;
		if (chosen.field !== undefined) await askSource(draft, chosen.field, columns);
	}
}

function overview(draft: Draft, text: string): Item[] {
	const read = preview(draft, text);
	const fields = FIELDS.map(
		(field): Item => ({
			field,
			label: `$(${draft.fields[field] === undefined ? 'dash' : 'symbol-field'}) ${field}`,
			description: sourceText(draft.fields[field]),
			detail: MEANING[field],
		}),
	);
	if ('err' in read) return [{ label: `$(warning) ${read.err}` }, separator('Fields'), ...fields];
	const broken = read.rows.filter(({ problem }) => problem !== null).length;
	return [
		{
			use: true,
			label: '$(check) Use this mapping',
			description: `${read.rows.length - broken} of the first ${read.rows.length} rows can be read`,
		},
		separator('The first rows'),
		...read.rows.slice(0, SHOWN).map(
			({ line, fields: row, problem }): Item => ({
				label: problem === null ? `line ${line}` : `$(warning) line ${line}`,
				description:
					problem ??
					Object.entries(row)
						.map(([name, value]) => `${name}: ${shortened(value, 40)}`)
						.join(' · '),
			}),
		),
		separator('Fields'),
		...fields,
	];
}

async function askSource(draft: Draft, field: FieldName, columns: readonly Column[]): Promise<void> {
	const chosen = await vscode.window.showQuickPick<Item>(
		[
			...columns.map((column) => ({
				column,
				label: column.name,
				description: shortened([...new Set(column.values)].slice(0, 4).join(' · '), 100),
			})),
			separator('Or'),
			{ label: 'Always the same…', constant: true },
			{ label: 'Nothing', description: 'the rows do not tell', column: null },
		],
		{
			title: `${field}: ${MEANING[field]}`,
			placeHolder: 'The column that it comes from',
			matchOnDescription: true,
		},
	);
	if (chosen === undefined) return;
	if (chosen.constant) {
		const constant =
			field === 'op'
				? await vscode.window.showQuickPick(OP_NAMES, { title: 'What every row is' })
				: await vscode.window.showInputBox({ title: `${field} of every row` });
		if (constant !== undefined && constant !== '') draft.fields[field] = { const: constant };
	} else if (chosen.column === null) delete draft.fields[field];
	else if (chosen.column !== undefined) draft.fields[field] = sourceOf(field, chosen.column);
}
