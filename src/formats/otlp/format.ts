import type { FileHead, Format } from '../format.ts';

export const otlpFormat: Format = {
	id: 'otlp',
	title: 'OpenTelemetry (OTLP/JSON)',
	detect,
	load: async () => (await import('./import.ts')).openOtlp,
};

function detect({ text }: FileHead): number {
	if (!/^\s*[[{]/.test(text) || !/"resource(Spans|Logs|Metrics)"\s*:\s*\[/.test(text)) return 0;
	return /"key"\s*:\s*"replication\./.test(text) ? 1 : 0.5;
}
