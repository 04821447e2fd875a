/** Why an object is kept out of the viewer although it was read. */
export type NonImageKind =
	| 'structured-report'
	| 'presentation-state'
	| 'key-object-selection'
	| 'radiotherapy'
	| 'waveform'
	| 'segmentation'
	| 'registration'
	| 'encapsulated-document'
	| 'raw-data'
	| 'surface-or-mesh'
	| 'measurement'
	| 'real-world-value-mapping'
	| 'parametric-map'
	| 'tractography'
	| 'spectroscopy'
	| 'whole-slide'
	| 'video'
	| 'stereometric-relationship'
	| 'protocol'
	| 'directory'
	| 'private-object'
	| 'unknown-object';

/** What a SOP class is to the viewer. */
export type SopClassKind = { readonly image: true } | { readonly image: false; readonly kind: NonImageKind };

const storage = '1.2.840.10008.5.1.4.1.1.';

// PS3.4 table B.5-1. A suffix ending in a dot covers the whole family under it; exact suffixes win.
const images: readonly string[] = [
	'1', '1.1', '1.1.1', '1.2', '1.2.1', '1.3', '1.3.1', // CR, DX, MG, intra-oral
	'2', '2.1', '2.2', // CT
	'3', '3.1', '6', '6.1', '6.2', // ultrasound, with the retired classes
	'4', '4.1', '4.3', '4.4', // MR
	'5', '20', // NM
	'7', '7.2', '7.3', '7.4', // secondary capture but single bit
	'12.1', '12.1.1', '12.2', '12.2.1', '12.3', // XA, RF
	'13.1.1', '13.1.2', '13.1.3', '13.1.4', '13.1.5', // 3D X-ray, breast tomosynthesis
	'14.1', '14.2', // IVOCT
	'77.1.1', '77.1.2', '77.1.3', '77.1.4', '77.1.5.1', '77.1.5.2', '77.1.5.4', '77.1.7', // visible light, ophthalmic
	'128', '128.1', '130', // PET
	'481.1' // RT image
].map((suffix) => storage + suffix); // prettier-ignore

const others: readonly (readonly [suffix: string, kind: NonImageKind])[] = [
	['77.1.6', 'whole-slide'],
	['77.1.1.1', 'video'],
	['77.1.2.1', 'video'],
	['77.1.4.1', 'video'],
	['77.1.5.3', 'stereometric-relationship'],
	['4.2', 'spectroscopy'],
	['7.1', 'segmentation'],
	['88.59', 'key-object-selection'],
	['88.', 'structured-report'],
	['11.', 'presentation-state'],
	['481.', 'radiotherapy'],
	['9.', 'waveform'],
	['66.1', 'registration'],
	['66.2', 'registration'],
	['66.3', 'registration'],
	['66.4', 'segmentation'],
	['66.7', 'segmentation'],
	['66.5', 'surface-or-mesh'],
	['66.6', 'tractography'],
	['66', 'raw-data'],
	['67', 'real-world-value-mapping'],
	['68.', 'surface-or-mesh'],
	['30', 'parametric-map'],
	['78.', 'measurement'],
	['79.1', 'measurement'],
	['80.1', 'measurement'],
	['104.', 'encapsulated-document'],
	['200.', 'protocol'],
	['201.', 'protocol']
];

const imageClasses: ReadonlySet<string> = new Set(images);

/** Whether objects of a SOP class are images for the viewer, and if not what they are. */
export function sopClassKind(uid: string | undefined): SopClassKind {
	if (!uid) return { image: false, kind: 'unknown-object' };
	if (imageClasses.has(uid)) return { image: true };
	if (uid === '1.2.840.10008.1.3.10') return { image: false, kind: 'directory' };
	const suffix = uid.startsWith(storage) ? uid.slice(storage.length) : undefined;
	const other = others.find(([name]) => (name.endsWith('.') ? suffix?.startsWith(name) : suffix === name));
	if (other) return { image: false, kind: other[1] };
	return { image: false, kind: uid.startsWith('1.2.840.10008.') ? 'unknown-object' : 'private-object' };
}
