import { dicomOffers, frameMediaTypes, type Offer } from './negotiate.ts';
import { modelOffers } from './dicom-model.ts';
import { searchAttributes } from './search-attributes.ts';
import { maxResults } from './search-query.ts';
import type { Level } from './target.ts';

/** Media type of a description of what a service can do (PS3.18 annex H). */
export const wadl = 'application/vnd.sun.wadl+xml';
const namespace = 'http://wadl.dev.java.net/2009/02';

export const wadlOffers: readonly Offer<typeof wadl>[] = [
	{ type: wadl, isSingle: true, isMultipart: false, defaultSyntaxUid: null }
];

/** Media types of pictures, the first one where the client does not mind. */
export const pictureTypes = ['image/jpeg', 'image/png'] as const;
const refusals = '400 401 403 404 406';

type Node = { readonly path: string; readonly says: string; readonly inside: readonly Node[] };

const plainNames = { study: 'Study', series: 'Series', instance: 'Instance' } as const;
const placeholders = { study: '{study}', series: '{series}', instance: '{instance}' } as const;

/**
 * Describes a service as a WADL document (PS3.18 8.9, annex H): the same for everybody who is let in at this root, with nothing in it of what
 * is stored there. `root` is the absolute URL of the service, `canStore` whether objects can be stored at it.
 */
export function capabilities({ root, canStore }: { root: string; canStore: boolean }): string {
	const tree: readonly Node[] = [
		{
			path: 'studies',
			says: search('study', 'SearchForStudies') + (canStore ? store('StoreInstances') : ''),
			inside: [
				{
					path: placeholders.study,
					says: template('study') + retrieve('study') + (canStore ? store('StoreStudyInstances') : ''),
					inside: [
						...about('study'),
						seriesIn('SearchForStudySeries'),
						{ path: 'instances', says: search('instance', 'SearchForStudyInstances'), inside: [] }
					]
				}
			]
		},
		{ path: 'series', says: search('series', 'SearchForSeries'), inside: [] },
		{ path: 'instances', says: search('instance', 'SearchForInstances'), inside: [] }
	];
	const resources = `<resources base="${escaped(root)}">${tree.map(resource).join('')}</resources>`;
	return `<?xml version="1.0" encoding="UTF-8"?><application xmlns="${namespace}">${resources}</application>`;
}

function seriesIn(id: string): Node {
	const instance: Node = {
		path: placeholders.instance,
		says: template('instance') + retrieve('instance'),
		inside: [
			...about('instance'),
			{
				path: 'frames/{frames}',
				says: parameter('frames', 'template') + get('RetrieveFrames', frameMediaTypes.flatMap(bothForms)),
				inside: [
					pictures('rendered', 'RetrieveRenderedFrames'),
					pictures('thumbnail', 'RetrieveFrameThumbnail')
				]
			},
			{
				path: 'bulkdata/{tag}',
				says: parameter('tag', 'template') + get('RetrieveBulkdata', bothForms('application/octet-stream')),
				inside: []
			}
		]
	};
	return {
		path: 'series',
		says: search('series', id),
		inside: [
			{
				path: placeholders.series,
				says: template('series') + retrieve('series'),
				inside: [
					...about('series'),
					{ path: 'instances', says: search('instance', 'SearchForStudySeriesInstances'), inside: [instance] }
				]
			}
		]
	};
}

/** What there is of a study, a series and an instance beside its objects. */
function about(level: Level): readonly Node[] {
	const name = plainNames[level];
	const metadata = get(`Retrieve${name}Metadata`, typesOf(modelOffers({ isOne: level === 'instance' })));
	return [
		{ path: 'metadata', says: metadata, inside: [] },
		pictures('rendered', `RetrieveRendered${name}`),
		pictures('thumbnail', `Retrieve${name}Thumbnail`)
	];
}

function pictures(path: 'rendered' | 'thumbnail', id: string): Node {
	const how = ['viewport', 'window', 'quality'].map((name) => parameter(name, 'query')).join('');
	// Several pictures go out as parts.
	const several = path === 'rendered' ? pictureTypes.map(asParts) : [];
	const types = [...pictureTypes, ...several];
	return { path, says: get(id, types, how), inside: [] };
}

const retrieve = (level: Level): string =>
	get(`Retrieve${plainNames[level]}`, typesOf(dicomOffers(level === 'instance' ? 1 : 2)));

/** Keys that can be matched, and what else a search understands (PS3.18 8.3.4). */
function search(level: Level, id: string): string {
	const order: readonly Level[] = ['study', 'series', 'instance'];
	const keys = searchAttributes.filter((one) => order.indexOf(one.level) <= order.indexOf(level));
	const parameters = [
		...keys.map(({ keyword }) => parameter(keyword, 'query')),
		...['includefield', 'offset'].map((name) => parameter(name, 'query')),
		parameter('limit', 'query', maxResults)
	];
	return get(id, typesOf(modelOffers({ isOne: false })), parameters.join(''), '200 204');
}

function store(id: string): string {
	const bodies = bothForms('application/dicom');
	const answers = typesOf(modelOffers({ isOne: true, isOnlyOne: true }))
		.map(representation)
		.join('');
	const request = `<request>${bodies.map(representation).join('')}</request>`;
	return `<method name="POST" id="${id}">${request}<response status="200 202 409">${answers}</response><response status="400 401 403 406 415"/></method>`;
}

function get(id: string, types: readonly string[], parameters = '', status = '200'): string {
	const options = types.map((type) => `<option value="${escaped(type)}"/>`).join('');
	const accept = `<param name="Accept" style="header">${options}</param>`;
	const good = `<response status="${status}">${types.map(representation).join('')}</response>`;
	return `<method name="GET" id="${id}"><request>${accept}${parameters}</request>${good}<response status="${refusals}"/></method>`;
}

const asParts = (type: string): string => `multipart/related; type="${type}"`;
const bothForms = (type: string): readonly string[] => [asParts(type), type];

const typesOf = (offers: readonly Offer[]): readonly string[] =>
	offers.flatMap(({ type, isMultipart, isSingle }) => [
		...(isMultipart ? [asParts(type)] : []),
		...(isSingle ? [type] : [])
	]);

const representation = (type: string): string => `<representation mediaType="${escaped(type)}"/>`;

const template = (level: Level): string => parameter(level, 'template');

const parameter = (name: string, style: 'query' | 'template', byDefault?: number): string =>
	`<param name="${name}" style="${style}"${byDefault === undefined ? '' : ` default="${byDefault}"`}/>`;

/** WADL wants parameters of a path before methods, and methods before what is inside. */
const resource = ({ path, says, inside }: Node): string =>
	`<resource path="${path}">${says}${inside.map(resource).join('')}</resource>`;

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
