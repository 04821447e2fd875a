import type { PatientClass, Priority } from '#lib/core/reads/incoming-read.ts';

/** Classes that contracts set targets for, most urgent first (domain 4.2). They are never mixed into one median. */
export const serviceClasses = ['stroke', 'trauma', 'emergency', 'urgent', 'inpatient', 'outpatient'] as const;
export type ServiceClass = (typeof serviceClasses)[number];

/** Words of a procedure that make it a protocol of its own. */
export type ProtocolWords = { readonly stroke: readonly string[]; readonly trauma: readonly string[] };

/** What decides the class of a read. */
export type Classified = {
	readonly procedure: string;
	readonly priority: Priority;
	readonly patientClass: PatientClass;
};

/** Makes the function that tells a read's class. */
export function makeClassifier(words: ProtocolWords): (read: Classified) => ServiceClass {
	const protocolOf = makeProtocols(words);
	return ({ procedure, priority, patientClass }) =>
		protocolOf(procedure) ?? plainClass(priority, patientClass);
}

/** Makes the function that tells whether a procedure is of a protocol; it remembers procedures, of which there are few and reads many. */
export function makeProtocols({ stroke, trauma }: ProtocolWords): (procedure: string) => ServiceClass | null {
	const known = new Map<string, 'stroke' | 'trauma' | null>();
	const has = (text: string, words: readonly string[]) =>
		words.some((word) => ` ${text} `.includes(` ${normal(word)} `));
	return (procedure) => {
		let protocol = known.get(procedure);
		if (protocol === undefined) {
			const text = normal(procedure);
			protocol = has(text, stroke) ? 'stroke' : has(text, trauma) ? 'trauma' : null;
			if (known.size > 20_000) known.clear();
			known.set(procedure, protocol);
		}
		return protocol;
	};
}

/** The class of a read that is of no protocol. */
export function plainClass(priority: Priority, patientClass: PatientClass): ServiceClass {
	if (priority === 'stat' || patientClass === 'emergency') return 'emergency';
	if (priority === 'urgent') return 'urgent';
	return patientClass === 'inpatient' ? 'inpatient' : 'outpatient';
}

const normal = (text: string): string =>
	text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
