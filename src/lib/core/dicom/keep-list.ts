import { tagOf, type Keyword } from './dictionary.ts';

/** What happens to an attribute that is kept. What stands in no row does not reach the output. */
export type KeepRule =
	| { readonly kind: 'number' }
	| { readonly kind: 'tag-pointer' }
	| { readonly kind: 'table' }
	| { readonly kind: 'uid' }
	| { readonly kind: 'class-uid' }
	| { readonly kind: 'sequence' }
	| { readonly kind: 'words' }
	| { readonly kind: 'directions' }
	| { readonly kind: 'code'; readonly values: ReadonlySet<string> };

// prettier-ignore
const numbers: readonly Keyword[] = [
	'SliceThickness', 'KVP', 'RepetitionTime', 'EchoTime', 'InversionTime', 'NumberOfAverages', 'EchoNumbers',
	'MagneticFieldStrength', 'SpacingBetweenSlices', 'DataCollectionDiameter', 'TriggerTime', 'FrameTime',
	'FrameTimeVector', 'FrameDelay', 'CineRate', 'ReconstructionDiameter', 'DistanceSourceToDetector',
	'DistanceSourceToPatient', 'EstimatedRadiographicMagnificationFactor', 'GantryDetectorTilt', 'ExposureTime',
	'XRayTubeCurrent', 'Exposure', 'ImagerPixelSpacing', 'ActualFrameDuration', 'PreferredPlaybackSequencing',
	'FlipAngle', 'PositionerPrimaryAngle', 'PositionerSecondaryAngle', 'NominalScannedPixelSpacing',
	'RegionSpatialFormat', 'RegionDataType', 'RegionFlags', 'RegionLocationMinX0', 'RegionLocationMinY0',
	'RegionLocationMaxX1', 'RegionLocationMaxY1', 'ReferencePixelX0', 'ReferencePixelY0',
	'PhysicalUnitsXDirection', 'PhysicalUnitsYDirection', 'ReferencePixelPhysicalValueX',
	'ReferencePixelPhysicalValueY', 'PhysicalDeltaX', 'PhysicalDeltaY', 'EffectiveEchoTime', 'DiffusionBValue',
	'SeriesNumber', 'AcquisitionNumber', 'InstanceNumber', 'ImagePositionPatient', 'ImageOrientationPatient',
	'TemporalPositionIdentifier', 'NumberOfTemporalPositions', 'ImagesInAcquisition', 'SliceLocation',
	'InStackPositionNumber', 'TemporalPositionIndex', 'FrameAcquisitionNumber', 'DimensionIndexValues',
	'ReferencedFrameNumber', 'SamplesPerPixel', 'PlanarConfiguration', 'NumberOfFrames', 'Rows', 'Columns',
	'PixelSpacing', 'PixelAspectRatio', 'BitsAllocated', 'BitsStored', 'HighBit', 'PixelRepresentation',
	'SmallestImagePixelValue', 'LargestImagePixelValue', 'PixelPaddingValue', 'PixelPaddingRangeLimit',
	'PixelIntensityRelationshipSign', 'WindowCenter', 'WindowWidth', 'RescaleIntercept', 'RescaleSlope',
	'RedPaletteColorLookupTableDescriptor', 'GreenPaletteColorLookupTableDescriptor',
	'BluePaletteColorLookupTableDescriptor', 'LossyImageCompressionRatio', 'LUTDescriptor', 'NumberOfSlices',
	'ImageIndex'
];

// prettier-ignore
const tables: readonly Keyword[] = [
	'RedPaletteColorLookupTableData', 'GreenPaletteColorLookupTableData', 'BluePaletteColorLookupTableData',
	'SegmentedRedPaletteColorLookupTableData', 'SegmentedGreenPaletteColorLookupTableData',
	'SegmentedBluePaletteColorLookupTableData', 'LUTData'
];

// prettier-ignore
const sequences: readonly Keyword[] = [
	'ReferencedImageSequence', 'SequenceOfUltrasoundRegions', 'MREchoSequence', 'MRDiffusionSequence',
	'FrameAnatomySequence', 'FrameContentSequence', 'PlanePositionSequence', 'PlaneOrientationSequence',
	'DimensionOrganizationSequence', 'DimensionIndexSequence', 'ModalityLUTSequence', 'VOILUTSequence',
	'PixelMeasuresSequence', 'FrameVOILUTSequence', 'PixelValueTransformationSequence',
	'SharedFunctionalGroupsSequence', 'PerFrameFunctionalGroupsSequence'
];

// prettier-ignore
const uids: readonly Keyword[] = [
	'SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID', 'FrameOfReferenceUID', 'ReferencedSOPInstanceUID',
	'DimensionOrganizationUID'
];

// Defined terms of the standard, so that a name typed into a coded field does not pass.
const codes: Partial<Record<Keyword, string>> = {
	Modality:
		'AR AU BDUS BI BMD CR CT DG DOC DX ECG EPS ES FID GM HC HD IO IOL IVOCT IVUS KER KO LEN LS MG MR NM OAM OCT OP OPM OPT OPTBSV OPV OSS OT PLAN PR PT PX REG RESP RF RG RTDOSE RTIMAGE RTPLAN RTRECORD RTSTRUCT RWV SC SEG SM SMR SR SRF STAIN TG US VA XA XC',
	PatientSex: 'M F O',
	PatientPosition: 'HFP HFS HFDR HFDL FFDR FFDL FFP FFS LFP LFS RFP RFS AFDR AFDL PFDR PFDL',
	ViewPosition:
		'AP PA LL RL LLD RLD LLO RLO LPO RPO LAO RAO ML MLO LM LMO CC XCC XCCL XCCM FB SIO ISO TAN CV AT RM RL',
	Laterality: 'R L B U',
	ImageLaterality: 'R L B U',
	FrameLaterality: 'R L B U',
	PhotometricInterpretation:
		'MONOCHROME1 MONOCHROME2 PALETTE|COLOR RGB YBR_FULL YBR_FULL_422 YBR_PARTIAL_422 YBR_PARTIAL_420 YBR_ICT YBR_RCT XYB',
	BurnedInAnnotation: 'YES NO',
	PixelSpacingCalibrationType: 'GEOMETRY FIDUCIAL',
	PixelIntensityRelationship: 'LIN LOG DISP OTHER',
	RescaleType: 'HU US OD MGML Z_EFF ED EDW HU_MOD PCT',
	ModalityLUTType: 'HU US OD MGML Z_EFF ED EDW HU_MOD PCT',
	VOILUTFunction: 'LINEAR LINEAR_EXACT SIGMOID',
	LossyImageCompression: '00 01',
	LossyImageCompressionMethod: 'ISO_10918_1 ISO_14495_1 ISO_15444_1 ISO_15444_15 ISO_18181_1',
	PresentationLUTShape: 'IDENTITY INVERSE',
	Units:
		'CNTS NONE CM2 PCNT CPS BQML MGMINML UMOLMINML MLMING MLG 1CM UMOLML PROPCNTS PROPCPS MLMINML MLML GML STDDEV'
};

function rows(keywords: readonly Keyword[], rule: KeepRule): readonly (readonly [number, KeepRule])[] {
	return keywords.map((keyword) => [tagOf(keyword), rule]);
}

// The keys of `codes` are keywords; Object.entries has forgotten it.
const codeRows = Object.entries(codes).flatMap(([keyword, words]) =>
	rows([keyword as Keyword], {
		kind: 'code',
		values: new Set(words.split(' ').map((word) => word.replace('|', ' ')))
	})
);

/**
 * Rows and columns of overlay planes, and nothing else of them (60xx; PS3.3 C.9.2): that something was drawn is no secret, what was
 * may be a name.
 */
const overlaySizes = Array.from({ length: 16 }, (_, plane) => 0x60000010 + plane * 0x20000).flatMap((tag) => [
	tag,
	tag + 1
]);

/** The allow-list: every attribute that may reach a reviewer, at every depth. */
export const keepList: ReadonlyMap<number, KeepRule> = new Map([
	...rows(numbers, { kind: 'number' }),
	...overlaySizes.map((tag): [number, KeepRule] => [tag, { kind: 'number' }]),
	...rows(tables, { kind: 'table' }),
	...rows(sequences, { kind: 'sequence' }),
	...rows(uids, { kind: 'uid' }),
	...rows(['SOPClassUID', 'ReferencedSOPClassUID'], { kind: 'class-uid' }),
	...rows(['FrameIncrementPointer', 'DimensionIndexPointer', 'FunctionalGroupPointer'], {
		kind: 'tag-pointer'
	}),
	...rows(['SeriesDescription', 'BodyPartExamined'], { kind: 'words' }),
	...rows(['PatientOrientation'], { kind: 'directions' }),
	...codeRows
]);
