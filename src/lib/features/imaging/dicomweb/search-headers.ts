import type { DicomJson, JsonAttribute } from '#lib/core/dicom/dicom-json.ts';
import {
	attributeNamed,
	givenAttributes,
	type SearchAttribute
} from '#lib/server/dicomweb/search-attributes.ts';
import { matches, parseMatching } from '#lib/server/dicomweb/matching.ts';
import type { SearchQuery } from '#lib/server/dicomweb/search-query.ts';
import type { Level } from '#lib/server/dicomweb/target.ts';

const tag = (keyword: string): string => attributeNamed(keyword)?.tag ?? '';

/** The values of an attribute as texts. */
function textsOf(attribute: JsonAttribute | undefined): readonly string[] {
	return (attribute?.Value ?? []).map((value) => {
		if (typeof value === 'object')
			return value !== null && 'Alphabetic' in value ? String(value.Alphabetic) : '';
		return String(value);
	});
}

const first = (header: DicomJson, keyword: string): string => textsOf(header[tag(keyword)])[0] ?? '';

/** The headers of one study's instances, one for each result of a level, with what is counted of it. */
function resultsOf(headers: readonly DicomJson[], level: Level): DicomJson[] {
	const keyOf = {
		study: 'StudyInstanceUID',
		series: 'SeriesInstanceUID',
		instance: 'SOPInstanceUID'
	} as const;
	const groups = Map.groupBy(headers, (header) => first(header, keyOf[level]));
	const modalities = [...new Set(headers.map((header) => first(header, 'Modality')))]
		.filter((one) => one !== '')
		.sort();
	const seriesUids = Map.groupBy(headers, (header) => first(header, 'SeriesInstanceUID'));
	return [...groups.values()].flatMap(([header]): DicomJson[] => {
		if (!header) return [];
		const ofSeries = seriesUids.get(first(header, 'SeriesInstanceUID')) ?? [];
		return [
			{
				...header,
				[tag('InstanceAvailability')]: { vr: 'CS', Value: ['ONLINE'] },
				[tag('ModalitiesInStudy')]: modalities.length > 0 ? { vr: 'CS', Value: modalities } : { vr: 'CS' },
				[tag('NumberOfStudyRelatedSeries')]: { vr: 'IS', Value: [seriesUids.size] },
				[tag('NumberOfStudyRelatedInstances')]: { vr: 'IS', Value: [headers.length] },
				[tag('NumberOfSeriesRelatedInstances')]: { vr: 'IS', Value: [ofSeries.length] }
			}
		];
	});
}

/**
 * A search among the headers of one study: behind a door these are the de-identified ones, so that nothing can be found, counted or
 * told apart by what is not in them. Null where a value is none of its kind.
 */
export function searchHeaders(
	headers: readonly DicomJson[],
	{
		level,
		from,
		query,
		urlOf
	}: {
		level: Level;
		from: Level;
		query: SearchQuery;
		urlOf: (uids: { study: string; series: string; instance: string }) => string;
	}
): DicomJson[] | null {
	const wanted: { attribute: SearchAttribute; matching: NonNullable<ReturnType<typeof parseMatching>> }[] =
		[];
	for (const { attribute, value } of query.match) {
		const matching = parseMatching(attribute.vr, value);
		if (!matching) return null;
		wanted.push({ attribute, matching });
	}
	const found = resultsOf(headers, level).filter((result) =>
		wanted.every(({ attribute, matching }) => {
			const texts = textsOf(result[attribute.tag]);
			return matches(matching, texts.length > 0 ? texts : ['']);
		})
	);
	const given = givenAttributes(level, { from, include: query.include });
	return found.slice(query.offset, query.offset + query.limit).map((result) => {
		const shown: Record<string, JsonAttribute> = {};
		for (const { tag: of, vr } of given) shown[of] = result[of] ?? { vr };
		if (query.include === 'all')
			for (const [of, attribute] of Object.entries(result)) shown[of] ??= attribute;
		else for (const of of query.include) if (result[of]) shown[of] = result[of];
		const url = urlOf({
			study: first(result, 'StudyInstanceUID'),
			series: first(result, 'SeriesInstanceUID'),
			instance: first(result, 'SOPInstanceUID')
		});
		shown[tag('RetrieveURL')] = { vr: 'UR', Value: [url] };
		return Object.fromEntries(Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}
