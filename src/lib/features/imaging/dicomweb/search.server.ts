import { and, type SQL } from 'drizzle-orm';
import { dicomJsonText, type DicomJson, type JsonAttribute } from '#lib/core/dicom/dicom-json.ts';
import { parsePersonName, type NameGroup } from '#lib/core/dicom/person-name.ts';
import type { App } from '#lib/server/app.ts';
import { plain, problem, problems, type Answer, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { acceptedBy } from '#lib/server/dicomweb/media-types.ts';
import { isXml, modelOffers, xmlAnswer } from '#lib/server/dicomweb/dicom-model.ts';
import { negotiate, type Form } from '#lib/server/dicomweb/negotiate.ts';
import { givenAttributes, type SearchAttribute } from '#lib/server/dicomweb/search-attributes.ts';
import {
	parseSearchQuery,
	warningHeader,
	type SearchError,
	type SearchQuery
} from '#lib/server/dicomweb/search-query.ts';
import type { Level, Target } from '#lib/server/dicomweb/target.ts';
import { keptResults, type Results } from './kept-results.server.ts';
import { readMetadata } from './metadata.server.ts';
import { conditionsOf } from './search-conditions.server.ts';
import { searchHeaders } from './search-headers.ts';
import { lowerRows, studyRows, type SearchRow } from './search-rows.server.ts';
import type { ServedStudy } from './served-study.server.ts';

type SearchTarget = Extract<Target, { kind: 'search' }>;

const wrong: Readonly<Record<SearchError, string>> = {
	'bad-limit': 'The limit must be a whole number.',
	'bad-offset': 'The offset must be a whole number.',
	'bad-fuzzymatching': 'The parameter fuzzymatching must be true or false.',
	'bad-value': 'The value of a search key is none of its kind, or too long.',
	'too-many-parameters': 'The search has too many parameters.'
};

const searchProblem = (error: SearchError): Answer => problem(400, error, wrong[error]);

/** The level from which on a search gives attributes: those of a level that the path names are known. */
function fromLevel({ study, series }: SearchTarget): Level {
	if (series !== null) return 'instance';
	return study !== null ? 'series' : 'study';
}

type Prepared = { readonly query: SearchQuery; readonly form: Form };

const offers = modelOffers({ isOne: false });

function prepare(target: SearchTarget, request: DicomwebRequest): Prepared | Answer {
	const form = negotiate(acceptedBy(request), offers);
	if (!form) return problems.notAcceptable;
	const query = parseSearchQuery(request.query, target.level);
	return query.ok ? { query: query.value, form } : searchProblem(query.error);
}

function answer({ bytes, count, warnings }: Results, { form, root }: { form: Form; root: string }): Answer {
	const headers = { 'cache-control': 'private, no-store', ...warningHeader(root, warnings) };
	// No result is no content (PS3.18 table 8.5-1).
	if (count === 0) return { status: 204, headers, body: null };
	// Results are kept in JSON, as they are made below.
	if (isXml(form)) return xmlAnswer(JSON.parse(bytes.toString()) as DicomJson[], { form, headers });
	return plain(bytes, { ...headers, 'content-type': form.type });
}

const asked = (request: DicomwebRequest): string =>
	`${request.root} ${request.segments.join('/')}?${request.query}`;

/** A search within one study (QIDO-RS), in its headers as they are served. */
export async function answerSearchIn(
	app: App,
	study: ServedStudy,
	{ target, request }: { target: SearchTarget; request: DicomwebRequest }
): Promise<Answer> {
	const prepared = prepare(target, request);
	if ('status' in prepared) return prepared;
	const { query, form } = prepared;
	const objects = study.objects.filter(
		({ seriesUid }) => target.series === null || seriesUid === target.series
	);
	if (objects.length === 0) return problems.noInstance;
	const results = await keptResults(app, `${study.version} ${asked(request)}`, async () => {
		// The same headers as those of the metadata, which are made once.
		const key = target.series === null ? '/' : `${target.series}/`;
		const headers = await readMetadata(app, study, { objects, key });
		const found = searchHeaders(headers, {
			level: target.level,
			from: fromLevel(target),
			query,
			urlOf: (uids) => urlOf(request.root, target.level, uids)
		});
		const bytes = Buffer.from(dicomJsonText(found ?? []));
		return { bytes, count: found?.length ?? NaN, warnings: query.warnings };
	});
	return Number.isNaN(results.count)
		? searchProblem('bad-value')
		: answer(results, { form, root: request.root });
}

/** A search in the whole store, for those who may see everything that `visible` lets through. */
export async function answerSearch(
	app: App,
	{ target, request, visible }: { target: SearchTarget; request: DicomwebRequest; visible: SQL | undefined }
): Promise<Answer> {
	const prepared = prepare(target, request);
	if ('status' in prepared) return prepared;
	const { query, form } = prepared;
	const { level } = target;
	const { read } = app.db;
	const conditions = conditionsOf(read, query);
	if (conditions === 'bad-value') return searchProblem('bad-value');
	const warnings =
		conditions.unmatched > 0
			? [...query.warnings, 'A search key is not supported and was not matched.']
			: query.warnings;
	const make = async (): Promise<Results> => {
		const where = and(conditions.where, visible);
		// One more than asked for tells whether there is more.
		const page = { limit: query.limit + 1, offset: query.offset };
		const rows =
			level === 'study' ? await studyRows(read, where, page) : await lowerRows(read, { level, where, page });
		const shown = rows.slice(0, query.limit);
		const isMore = rows.length > shown.length && request.query.get('limit') === null;
		const more = isMore ? ['There are more results; they can be asked for with offset.'] : [];
		const given = givenAttributes(level, { from: 'study', include: query.include });
		const results = shown.map((row) => toJson(row, given, urlOf(request.root, level, uidsOf(row))));
		return {
			bytes: Buffer.from(dicomJsonText(results)),
			count: results.length,
			warnings: [...new Set([...warnings, ...more])]
		};
	};
	// Somebody who judges cases sees less than others, and less the more they judge: theirs are made anew.
	if (visible) return answer(await make(), { form, root: request.root });
	const version = await app.db.version();
	return answer(await keptResults(app, `${version} ${asked(request)}`, make), { form, root: request.root });
}

function uidsOf(row: SearchRow) {
	const { StudyInstanceUID: study, SeriesInstanceUID: series, SOPInstanceUID: instance } = row;
	return { study: String(study), series: String(series), instance: String(instance) };
}

function urlOf(
	root: string,
	level: Level,
	uids: { study: string; series: string; instance: string }
): string {
	const study = `${root}/studies/${uids.study}`;
	if (level === 'study') return study;
	const series = `${study}/series/${uids.series}`;
	return level === 'series' ? series : `${series}/instances/${uids.instance}`;
}

function toJson(row: SearchRow, given: readonly SearchAttribute[], url: string): DicomJson {
	const result: Record<string, JsonAttribute> = {};
	for (const { keyword, tag, vr } of given) {
		const value = keyword === 'RetrieveURL' ? url : row[keyword];
		const isNone = value === null || value === undefined || value === '';
		if (isNone) result[tag] = { vr };
		else if (vr === 'PN') result[tag] = { vr, Value: [nameOf(String(value))] };
		else result[tag] = { vr, Value: typeof value === 'object' ? value : [value] };
	}
	return result;
}

/** A stored name in the groups of DICOM JSON. */
function nameOf(text: string): Record<string, string> {
	const { alphabetic, ideographic, phonetic } = parsePersonName(text);
	return {
		...(alphabetic ? { Alphabetic: joined(alphabetic) } : {}),
		...(ideographic ? { Ideographic: joined(ideographic) } : {}),
		...(phonetic ? { Phonetic: joined(phonetic) } : {})
	};
}

function joined({ family, given, middle, prefix, suffix }: NameGroup): string {
	return [family, given, middle, prefix, suffix].join('^').replace(/\^+$/, '');
}
