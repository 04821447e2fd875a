import { z } from 'zod';
import { isCalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { systems, type Json, type JsonObject } from './words.ts';

/** An extension as far as anything here reads one. */
export type Extension = {
	readonly id?: string | undefined;
	readonly url: string;
	readonly extension?: readonly Extension[] | undefined;
	readonly valueString?: string | undefined;
	readonly valueCode?: string | undefined;
	readonly valueDate?: string | undefined;
	readonly valueBoolean?: boolean | undefined;
	readonly valueInteger?: number | undefined;
	readonly valueCodeableConcept?:
		| {
				readonly coding?:
					readonly { readonly system?: string | undefined; readonly code?: string | undefined }[] | undefined;
		  }
		| undefined;
};

/** Extensions in extensions that are read: ours need three, and a file of nothing else would fill the stack. */
const MOST_DEPTH = 8;

function schemaTo(depth: number): z.ZodType<Extension> {
	return z.looseObject({
		id: z.string().optional(),
		url: z.string(),
		extension: depth === 0 ? z.never().optional() : z.array(schemaTo(depth - 1)).optional(),
		valueString: z.string().optional(),
		valueCode: z.string().optional(),
		valueDate: z.string().optional(),
		valueBoolean: z.boolean().optional(),
		valueInteger: z.number().optional(),
		valueCodeableConcept: z
			.looseObject({
				coding: z
					.array(z.looseObject({ system: z.string().optional(), code: z.string().optional() }))
					.optional()
			})
			.optional()
	});
}

export const extensionSchema = schemaTo(MOST_DEPTH);

function fieldOf(url: string, value: Json): JsonObject {
	if (value === null) {
		// Said to be none: that is more than not said.
		const reason = { url: systems.absent, valueCode: 'not-applicable' };
		return { url, _valueString: { extension: [reason] } };
	}
	if (typeof value === 'boolean') return { url, valueBoolean: value };
	if (typeof value === 'number') return { url, valueInteger: value };
	if (typeof value === 'string') {
		return isCalendarDay(value) ? { url, valueDate: value } : { url, valueString: value };
	}
	if (Array.isArray(value)) throw new TypeError(`the field ${url} is a list`);
	return { url, extension: fieldsOf(value as JsonObject) }; // an object is what is left
}

function fieldsOf(fields: JsonObject): JsonObject[] {
	return Object.entries(fields).map(([url, value]) => fieldOf(url, value));
}

/** What R4 has no element for, as one extension of our own with a part for each field; fields are texts, numbers, yes or no, or objects of these. */
export function makeOwn(fields: JsonObject): JsonObject {
	return { url: systems.own, extension: fieldsOf(fields) };
}

function valueOf({ extension, ...part }: Extension): Json {
	if (extension) return Object.fromEntries(extension.map((one) => [one.url, valueOf(one)]));
	return (
		part.valueString ?? part.valueCode ?? part.valueDate ?? part.valueBoolean ?? part.valueInteger ?? null
	);
}

/** The fields of our own extension among others; none where it is not there. */
export function parseOwn(extensions: readonly Extension[] | undefined): JsonObject {
	const own = extensions?.find(({ url }) => url === systems.own);
	return Object.fromEntries((own?.extension ?? []).map((one) => [one.url, valueOf(one)]));
}

/** Status and place of a qualification as Plan-Net says them. */
export function parsePlanNet(extensions: readonly Extension[] | undefined): {
	readonly status: string | null;
	readonly state: string | null;
} {
	const parts = extensions?.find(({ url }) => url === systems.planNet)?.extension ?? [];
	const where = parts.find(({ url }) => url === 'whereValid')?.valueCodeableConcept?.coding ?? [];
	return {
		status: parts.find(({ url }) => url === 'status')?.valueCode ?? null,
		state: where.find(({ code }) => /^[A-Z]{2}$/.test(code ?? ''))?.code ?? null
	};
}

/** The same as an extension. */
export function makePlanNet(given: { readonly status: string; readonly place: string }): JsonObject {
	const coding: JsonObject = /^[A-Z]{2}$/.test(given.place)
		? { system: systems.usps, code: given.place }
		: { code: given.place };
	return {
		url: systems.planNet,
		extension: [
			{ url: 'status', valueCode: given.status },
			{ url: 'whereValid', valueCodeableConcept: { coding: [coding] } }
		]
	};
}
