import { answer } from '../../../src/session/queries/index.ts';
import { load } from '../../../src/session/worker/load.ts';
import type { Answer } from './visualizerPage.ts';

/** Answers queries about a trace as the worker does, with the real engine. */
export async function engineHost(...files: { name: string; text: string }[]): Promise<Answer> {
	const view = await load({
		inputs: files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) })),
		causality: 'auto',
	});
	return (name, params) => answer(view, name, params);
}
