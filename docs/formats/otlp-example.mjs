// Two replicas that write the same key at once, and tell each other. Needs the packages that it imports.
import { appendFileSync } from 'node:fs';
import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';

const exporter = {
	export(spans, done) {
		const line = new TextDecoder().decode(JsonTraceSerializer.serializeRequest(spans));
		appendFileSync(process.argv[2] ?? 'spans.jsonl', `${line}\n`);
		done({ code: 0 });
	},
	shutdown: async () => {},
};

function replica(id) {
	const resource = resourceFromAttributes({ 'replication.replica': id });
	const provider = new NodeTracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor(exporter)] });
	return (facts, options) => {
		const named = Object.entries(facts).map(([name, value]) => [`replication.${name}`, value]);
		const attributes = Object.fromEntries(named);
		const span = provider.getTracer('store').startSpan('replicate', { attributes, ...options }, ROOT_CONTEXT);
		span.end();
		return span.spanContext();
	};
}

const [r1, r2] = [replica('R1'), replica('R2')];
r1({ op: 'write', key: 'status', value: 'pending', version_vector: '{"R1":1}' });
r2({ op: 'write', key: 'status', value: 'completed', version_vector: '{"R2":1}' });
const sent = r1({ key: 'status' }, { kind: SpanKind.PRODUCER });
r2({ key: 'status' }, { kind: SpanKind.CONSUMER, links: [{ context: sent }] });
