import type { Vr } from './vr.ts';

// What the product reads or keeps: tag and VR from PS3.6. `xs` is US or SS by Pixel Representation.
const attributes = {
	FileMetaInformationGroupLength: '00020000 UL',
	FileMetaInformationVersion: '00020001 OB',
	MediaStorageSOPClassUID: '00020002 UI',
	MediaStorageSOPInstanceUID: '00020003 UI',
	TransferSyntaxUID: '00020010 UI',
	ImplementationClassUID: '00020012 UI',
	ImplementationVersionName: '00020013 SH',
	SourceApplicationEntityTitle: '00020016 AE',
	DirectoryRecordSequence: '00041220 SQ',
	SpecificCharacterSet: '00080005 CS',
	ImageType: '00080008 CS',
	SOPClassUID: '00080016 UI',
	SOPInstanceUID: '00080018 UI',
	StudyDate: '00080020 DA',
	SeriesDate: '00080021 DA',
	AcquisitionDate: '00080022 DA',
	ContentDate: '00080023 DA',
	StudyTime: '00080030 TM',
	AccessionNumber: '00080050 SH',
	RetrieveAETitle: '00080054 AE',
	Modality: '00080060 CS',
	Manufacturer: '00080070 LO',
	InstitutionName: '00080080 LO',
	InstitutionAddress: '00080081 ST',
	ReferringPhysicianName: '00080090 PN',
	StationName: '00081010 SH',
	StudyDescription: '00081030 LO',
	SeriesDescription: '0008103E LO',
	InstitutionalDepartmentName: '00081040 LO',
	PhysiciansOfRecord: '00081048 PN',
	PerformingPhysicianName: '00081050 PN',
	NameOfPhysiciansReadingStudy: '00081060 PN',
	OperatorsName: '00081070 PN',
	ReferencedImageSequence: '00081140 SQ',
	ReferencedSOPClassUID: '00081150 UI',
	ReferencedSOPInstanceUID: '00081155 UI',
	ReferencedFrameNumber: '00081160 IS',
	SourceImageSequence: '00082112 SQ',
	PatientName: '00100010 PN',
	PatientID: '00100020 LO',
	IssuerOfPatientID: '00100021 LO',
	PatientBirthDate: '00100030 DA',
	PatientSex: '00100040 CS',
	OtherPatientIDs: '00101000 LO',
	OtherPatientNames: '00101001 PN',
	PatientAge: '00101010 AS',
	PatientIdentityRemoved: '00120062 CS',
	DeidentificationMethod: '00120063 LO',
	BodyPartExamined: '00180015 CS',
	SliceThickness: '00180050 DS',
	KVP: '00180060 DS',
	RepetitionTime: '00180080 DS',
	EchoTime: '00180081 DS',
	InversionTime: '00180082 DS',
	NumberOfAverages: '00180083 DS',
	EchoNumbers: '00180086 IS',
	MagneticFieldStrength: '00180087 DS',
	SpacingBetweenSlices: '00180088 DS',
	DataCollectionDiameter: '00180090 DS',
	DeviceSerialNumber: '00181000 LO',
	ProtocolName: '00181030 LO',
	TriggerTime: '00181060 DS',
	FrameTime: '00181063 DS',
	FrameTimeVector: '00181065 DS',
	FrameDelay: '00181066 DS',
	CineRate: '00180040 IS',
	ReconstructionDiameter: '00181100 DS',
	DistanceSourceToDetector: '00181110 DS',
	DistanceSourceToPatient: '00181111 DS',
	EstimatedRadiographicMagnificationFactor: '00181114 DS',
	GantryDetectorTilt: '00181120 DS',
	ExposureTime: '00181150 IS',
	XRayTubeCurrent: '00181151 IS',
	Exposure: '00181152 IS',
	ImagerPixelSpacing: '00181164 DS',
	ActualFrameDuration: '00181242 IS',
	PreferredPlaybackSequencing: '00181244 US',
	FlipAngle: '00181314 DS',
	PositionerPrimaryAngle: '00181510 DS',
	PositionerSecondaryAngle: '00181511 DS',
	NominalScannedPixelSpacing: '00182010 DS',
	PatientPosition: '00185100 CS',
	ViewPosition: '00185101 CS',
	SequenceOfUltrasoundRegions: '00186011 SQ',
	RegionSpatialFormat: '00186012 US',
	RegionDataType: '00186014 US',
	RegionFlags: '00186016 UL',
	RegionLocationMinX0: '00186018 UL',
	RegionLocationMinY0: '0018601A UL',
	RegionLocationMaxX1: '0018601C UL',
	RegionLocationMaxY1: '0018601E UL',
	ReferencePixelX0: '00186020 SL',
	ReferencePixelY0: '00186022 SL',
	PhysicalUnitsXDirection: '00186024 US',
	PhysicalUnitsYDirection: '00186026 US',
	ReferencePixelPhysicalValueX: '00186028 FD',
	ReferencePixelPhysicalValueY: '0018602A FD',
	PhysicalDeltaX: '0018602C FD',
	PhysicalDeltaY: '0018602E FD',
	EffectiveEchoTime: '00189082 FD',
	DiffusionBValue: '00189087 FD',
	MREchoSequence: '00189114 SQ',
	MRDiffusionSequence: '00189117 SQ',
	StudyInstanceUID: '0020000D UI',
	SeriesInstanceUID: '0020000E UI',
	StudyID: '00200010 SH',
	SeriesNumber: '00200011 IS',
	AcquisitionNumber: '00200012 IS',
	InstanceNumber: '00200013 IS',
	PatientOrientation: '00200020 CS',
	ImagePositionPatient: '00200032 DS',
	ImageOrientationPatient: '00200037 DS',
	FrameOfReferenceUID: '00200052 UI',
	Laterality: '00200060 CS',
	ImageLaterality: '00200062 CS',
	TemporalPositionIdentifier: '00200100 IS',
	NumberOfTemporalPositions: '00200105 IS',
	ImagesInAcquisition: '00201002 IS',
	SliceLocation: '00201041 DS',
	StackID: '00209056 SH',
	InStackPositionNumber: '00209057 UL',
	FrameAnatomySequence: '00209071 SQ',
	FrameLaterality: '00209072 CS',
	FrameContentSequence: '00209111 SQ',
	PlanePositionSequence: '00209113 SQ',
	PlaneOrientationSequence: '00209116 SQ',
	TemporalPositionIndex: '00209128 UL',
	FrameAcquisitionNumber: '00209156 US',
	DimensionIndexValues: '00209157 UL',
	DimensionOrganizationUID: '00209164 UI',
	DimensionIndexPointer: '00209165 AT',
	FunctionalGroupPointer: '00209167 AT',
	DimensionOrganizationSequence: '00209221 SQ',
	DimensionIndexSequence: '00209222 SQ',
	SamplesPerPixel: '00280002 US',
	PhotometricInterpretation: '00280004 CS',
	PlanarConfiguration: '00280006 US',
	NumberOfFrames: '00280008 IS',
	FrameIncrementPointer: '00280009 AT',
	Rows: '00280010 US',
	Columns: '00280011 US',
	PixelSpacing: '00280030 DS',
	PixelAspectRatio: '00280034 IS',
	BitsAllocated: '00280100 US',
	BitsStored: '00280101 US',
	HighBit: '00280102 US',
	PixelRepresentation: '00280103 US',
	SmallestImagePixelValue: '00280106 xs',
	LargestImagePixelValue: '00280107 xs',
	PixelPaddingValue: '00280120 xs',
	PixelPaddingRangeLimit: '00280121 xs',
	BurnedInAnnotation: '00280301 CS',
	PixelSpacingCalibrationType: '00280A02 CS',
	PixelIntensityRelationship: '00281040 CS',
	PixelIntensityRelationshipSign: '00281041 SS',
	WindowCenter: '00281050 DS',
	WindowWidth: '00281051 DS',
	RescaleIntercept: '00281052 DS',
	RescaleSlope: '00281053 DS',
	RescaleType: '00281054 LO',
	VOILUTFunction: '00281056 CS',
	RedPaletteColorLookupTableDescriptor: '00281101 US',
	GreenPaletteColorLookupTableDescriptor: '00281102 US',
	BluePaletteColorLookupTableDescriptor: '00281103 US',
	RedPaletteColorLookupTableData: '00281201 OW',
	GreenPaletteColorLookupTableData: '00281202 OW',
	BluePaletteColorLookupTableData: '00281203 OW',
	SegmentedRedPaletteColorLookupTableData: '00281221 OW',
	SegmentedGreenPaletteColorLookupTableData: '00281222 OW',
	SegmentedBluePaletteColorLookupTableData: '00281223 OW',
	LossyImageCompression: '00282110 CS',
	LossyImageCompressionRatio: '00282112 DS',
	LossyImageCompressionMethod: '00282114 CS',
	ModalityLUTSequence: '00283000 SQ',
	LUTDescriptor: '00283002 xs',
	ModalityLUTType: '00283004 LO',
	LUTData: '00283006 OW',
	VOILUTSequence: '00283010 SQ',
	PixelMeasuresSequence: '00289110 SQ',
	FrameVOILUTSequence: '00289132 SQ',
	PixelValueTransformationSequence: '00289145 SQ',
	RequestingPhysician: '00321032 PN',
	RequestAttributesSequence: '00400275 SQ',
	ContentSequence: '0040A730 SQ',
	VerifyingObserverSequence: '0040A073 SQ',
	VerifyingObserverName: '0040A075 PN',
	PersonName: '0040A123 PN',
	NumberOfSlices: '00540081 US',
	ImageIndex: '00541330 US',
	Units: '00541001 CS',
	PresentationLUTShape: '20500020 CS',
	SharedFunctionalGroupsSequence: '52009229 SQ',
	PerFrameFunctionalGroupsSequence: '52009230 SQ',
	ExtendedOffsetTable: '7FE00001 OV',
	ExtendedOffsetTableLengths: '7FE00002 OV',
	FloatPixelData: '7FE00008 OF',
	DoubleFloatPixelData: '7FE00009 OD',
	PixelData: '7FE00010 OW'
} as const;

/** An attribute's keyword as PS3.6 writes it. */
export type Keyword = keyof typeof attributes;

type Entry = { readonly keyword: Keyword; readonly tag: number; readonly vr: Vr | 'xs' };

// Object.entries widens keys to string; both casts only restore what the table above says.
const entries: readonly Entry[] = Object.entries(attributes).map(([keyword, row]) => {
	const [hex = '', vr = 'UN'] = row.split(' ');
	return { keyword: keyword as Keyword, tag: Number.parseInt(hex, 16), vr: vr as Vr | 'xs' };
});
const byTag: ReadonlyMap<number, Entry> = new Map(entries.map((entry) => [entry.tag, entry]));
const byKeyword: ReadonlyMap<string, Entry> = new Map(entries.map((entry) => [entry.keyword, entry]));

/** The tag of a keyword as one number, group in the high half. */
export function tagOf(keyword: Keyword): number {
	return byKeyword.get(keyword)?.tag ?? 0;
}

/** The keyword of a tag this product knows. */
export function keywordOf(tag: number): Keyword | undefined {
	return byTag.get(tag)?.keyword;
}

/** The VR of a tag: UL for group lengths, LO for private creators, UN where this product knows nothing of it. */
export function vrOf(tag: number, signedPixels: boolean): Vr {
	const known = byTag.get(tag)?.vr;
	if (known === 'xs') return signedPixels ? 'SS' : 'US';
	if (known) return known;
	if ((tag & 0xffff) === 0) return 'UL';
	if (isPrivate(tag) && (tag & 0xffff) >= 0x10 && (tag & 0xffff) <= 0xff) return 'LO';
	return 'UN';
}

/** Odd groups are private (PS3.5 7.8). */
export function isPrivate(tag: number): boolean {
	return ((tag >>> 16) & 1) === 1;
}

/** Eight upper-case hexadecimal digits: the form of DICOM JSON. */
export function tagText(tag: number): string {
	return tag.toString(16).toUpperCase().padStart(8, '0');
}
