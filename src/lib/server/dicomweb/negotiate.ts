import { explicitLittleEndian, transferSyntax, type Codec } from '#lib/core/dicom/transfer-syntax.ts';
import { matchesType, type MediaRange } from './media-types.ts';

/** How a resource goes out: bare, or as parts of a multipart body. */
export type Form<S extends string = string> = {
	readonly isMultipart: boolean;
	/** Media type of the body, or of each part. */
	readonly type: S;
	/** What the transfer syntax must be; null takes each object as it is stored. */
	readonly syntaxUid: string | null;
	/** Whether it has to be made of what is stored, which may not succeed. */
	readonly isMade: boolean;
};

export type Offer<S extends string = string> = {
	readonly type: S;
	/** Whether it may go out alone, without a multipart around it. */
	readonly isSingle: boolean;
	/** Whether it goes out as parts. */
	readonly isMultipart: boolean;
	/** The syntax that is meant where the client names none (PS3.18 table 8.7.3-2 and following); null where there is no such notion. */
	readonly defaultSyntaxUid: string | null;
	/** The syntax that it is made in, where it is not stored in that. It is made for who names its type alone. */
	readonly madeSyntaxUid?: string;
	/** The one syntax that goes by its type, where not every one does. */
	readonly onlySyntaxUid?: string;
};

/**
 * What the client likes best of what there is, or null (PS3.18 8.7.4). Without an Accept header, and for `*` + `/*`, everything goes as
 * it is stored, in the first form offered.
 */
export function negotiate<S extends string>(
	accepted: readonly MediaRange[],
	offers: readonly Offer<S>[]
): Form<S> | null {
	const [first] = offers;
	if (accepted.length === 0 && first) return formOf(first, first.isMultipart, null);
	const refused = accepted.filter(({ quality }) => quality === 0);
	for (const range of accepted.filter(({ quality }) => quality > 0)) {
		for (const offer of offers) {
			const form = take(range, offer);
			if (form && !refused.some((one) => one.type !== '*/*' && take(one, offer))) return form;
		}
	}
	return null;
}

function formOf<S extends string>(offer: Offer<S>, isMultipart: boolean, syntaxUid: string | null): Form<S> {
	const { type, madeSyntaxUid } = offer;
	return {
		isMultipart,
		type,
		syntaxUid: syntaxUid ?? madeSyntaxUid ?? null,
		isMade: madeSyntaxUid !== undefined
	};
}

function take<S extends string>(range: MediaRange, offer: Offer<S>): Form<S> | null {
	const isMade = offer.madeSyntaxUid !== undefined;
	const named = range.parameters.get('transfer-syntax');
	if (range.type === '*/*') return isMade ? null : formOf(offer, offer.isMultipart, null);
	if (matchesType(range.type, 'multipart/related')) {
		const root = range.parameters.get('type');
		// Some clients put the syntax into the quoted type.
		const [rootType, inner] = (root ?? '*/*').split(';').map((part) => part.trim());
		if (!offer.isMultipart || !matchesType((rootType ?? '').toLowerCase(), offer.type)) return null;
		const syntax = named ?? inner?.replace(/^transfer-syntax\s*=\s*/i, '');
		const isAnything = rootType === '*/*';
		if ((isAnything && isMade) || !goesIn(offer, syntax)) return null;
		return formOf(offer, true, syntaxOf(syntax, isAnything ? null : offer.defaultSyntaxUid));
	}
	if (!offer.isSingle || !matchesType(range.type, offer.type) || !goesIn(offer, named)) return null;
	return formOf(offer, false, syntaxOf(named, range.type === offer.type ? offer.defaultSyntaxUid : null));
}

function goesIn({ onlySyntaxUid }: Offer, named: string | undefined): boolean {
	return named === undefined || named === '*' || onlySyntaxUid === undefined || named === onlySyntaxUid;
}

function syntaxOf(named: string | undefined, byDefault: string | null): string | null {
	if (named === '*') return null;
	return named ?? byDefault;
}

export const dicomOffers = (count: number): readonly Offer<'application/dicom'>[] => [
	{
		type: 'application/dicom',
		isMultipart: true,
		isSingle: count === 1,
		defaultSyntaxUid: explicitLittleEndian.uid
	}
];

/** Media types of compressed frames (PS3.18 table 8.7.3-5); one asked for by its type goes out in the syntax that it is stored in. */
const frameTypes: Partial<Record<Codec, readonly string[]>> = {
	jpeg: ['image/jpeg'],
	'jpeg-lossless': ['image/jpeg'],
	'jpeg-ls': ['image/jls'],
	'jpeg-2000': ['image/jp2'],
	htj2k: ['image/jphc', 'image/jph'],
	'jpeg-xl': ['image/jxl'],
	rle: ['image/dicom-rle']
};

/** Every media type that frames may have. */
export const frameMediaTypes: readonly string[] = [
	...new Set(['application/octet-stream', ...Object.values(frameTypes).flat()])
];

/** How frames stored in a syntax may go out; `canPack` where plain ones may also be made JPEG-LS for who asks for that. */
export function frameOffers(storedSyntaxUid: string, count: number, canPack = false): readonly Offer[] {
	const common = { isMultipart: true, isSingle: count === 1 };
	const { codec, viewer } = transferSyntax(storedSyntaxUid);
	const own = frameTypes[codec] ?? [];
	const packed = {
		...{ ...common, type: 'image/jls', defaultSyntaxUid: null },
		...{ madeSyntaxUid: jpegLsLossless, onlySyntaxUid: jpegLsLossless }
	};
	return [
		{ ...common, type: 'application/octet-stream', defaultSyntaxUid: explicitLittleEndian.uid },
		...own.map((type) => ({ ...common, type, defaultSyntaxUid: null, onlySyntaxUid: storedSyntaxUid })),
		...(canPack && viewer === 'as-native' ? [packed] : [])
	];
}

/** JPEG-LS Lossless Image Compression. */
export const jpegLsLossless = '1.2.840.10008.1.2.4.80';
