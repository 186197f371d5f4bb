/** Attributes of a span, log record or resource, as plain values. */
export type Attributes = ReadonlyMap<string, unknown>;

/** A list of `{key, value}` as a map; of a key that occurs twice the last one counts. */
export function attributesOf(list: unknown): Attributes {
	const attributes = new Map<string, unknown>();
	for (const entry of Array.isArray(list) ? list : []) {
		const { key, value } = (entry ?? {}) as { key?: unknown; value?: unknown };
		if (typeof key === 'string') attributes.set(key, plainValue(value));
	}
	return attributes;
}

/** An AnyValue as JSON. 64-bit integers are text in OTLP; those that no double holds stay text. */
function plainValue(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return null;
	const any = value as Record<string, unknown>;
	if ('stringValue' in any) return any.stringValue;
	if ('boolValue' in any) return any.boolValue;
	if ('doubleValue' in any) return any.doubleValue;
	if ('intValue' in any) {
		const number = Number(any.intValue);
		return Number.isSafeInteger(number) ? number : any.intValue;
	}
	if ('arrayValue' in any) {
		const { values } = (any.arrayValue ?? {}) as { values?: unknown };
		return (Array.isArray(values) ? values : []).map(plainValue);
	}
	if ('kvlistValue' in any) {
		const { values } = (any.kvlistValue ?? {}) as { values?: unknown };
		return Object.fromEntries(attributesOf(values));
	}
	return any.bytesValue ?? null;
}
