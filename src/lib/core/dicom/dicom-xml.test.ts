import { describe, expect, it } from 'vitest';
import type { DicomJson } from './dicom-json.ts';
import { toDicomXml } from './dicom-xml.ts';

const head =
	'<?xml version="1.0" encoding="UTF-8"?><NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM" xml:space="preserve">';
const model = (dataset: DicomJson) =>
	toDicomXml(dataset).replace(head, '').replace('</NativeDicomModel>', '');

describe('the native model in XML', () => {
	it('has a root of its own, in UTF-8', () => {
		expect(toDicomXml({})).toBe(`${head}</NativeDicomModel>`);
	});

	it.each<[string, DicomJson, string]>([
		[
			'values in their order, one that lacks among them',
			{ '00080008': { vr: 'CS', Value: ['ORIGINAL', null, 'AXIAL'] } },
			'<DicomAttribute tag="00080008" vr="CS" keyword="ImageType"><Value number="1">ORIGINAL</Value><Value number="2"/><Value number="3">AXIAL</Value></DicomAttribute>'
		],
		[
			'numbers',
			{ '00280010': { vr: 'US', Value: [512] } },
			'<DicomAttribute tag="00280010" vr="US" keyword="Rows"><Value number="1">512</Value></DicomAttribute>'
		],
		[
			'an empty attribute',
			{ '00100020': { vr: 'LO' } },
			'<DicomAttribute tag="00100020" vr="LO" keyword="PatientID"></DicomAttribute>'
		],
		[
			'a name in its groups and components',
			{ '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Yamada^Tarou^^Dr', Ideographic: '山田^太郎' }] } },
			'<DicomAttribute tag="00100010" vr="PN" keyword="PatientName"><PersonName number="1"><Alphabetic><FamilyName>Yamada</FamilyName><GivenName>Tarou</GivenName><NamePrefix>Dr</NamePrefix></Alphabetic><Ideographic><FamilyName>山田</FamilyName><GivenName>太郎</GivenName></Ideographic></PersonName></DicomAttribute>'
		],
		[
			'the items of a sequence',
			{ '00081140': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: ['1.2'] } }, {}] } },
			'<DicomAttribute tag="00081140" vr="SQ" keyword="ReferencedImageSequence"><Item number="1"><DicomAttribute tag="00081155" vr="UI" keyword="ReferencedSOPInstanceUID"><Value number="1">1.2</Value></DicomAttribute></Item><Item number="2"></Item></DicomAttribute>'
		],
		[
			'bytes in place, and where others are served',
			{
				'00281201': { vr: 'OW', InlineBinary: 'AQI=' },
				'7FE00010': { vr: 'OW', BulkDataURI: 'http://x/?a=1&b=2' }
			},
			'<DicomAttribute tag="00281201" vr="OW" keyword="RedPaletteColorLookupTableData"><InlineBinary>AQI=</InlineBinary></DicomAttribute><DicomAttribute tag="7FE00010" vr="OW" keyword="PixelData"><BulkData uri="http://x/?a=1&amp;b=2"/></DicomAttribute>'
		],
		[
			'a private attribute with its creator, and none of the lengths of groups',
			{
				'00090000': { vr: 'UL', Value: [4] },
				'00090010': { vr: 'LO', Value: ['A "B"'] },
				'00091001': { vr: 'LO', Value: ['x'] }
			},
			'<DicomAttribute tag="00090010" vr="LO"><Value number="1">A &quot;B&quot;</Value></DicomAttribute><DicomAttribute tag="00091001" vr="LO" privateCreator="A &quot;B&quot;"><Value number="1">x</Value></DicomAttribute>'
		],
		[
			'text that would be markup, ends of lines, and what XML cannot hold',
			{ '00081030': { vr: 'LO', Value: ['</Value>&\r\n\u0001\ud800]]>'] } },
			'<DicomAttribute tag="00081030" vr="LO" keyword="StudyDescription"><Value number="1">&lt;/Value&gt;&amp;&#13;&#10;\ufffd\ufffd]]&gt;</Value></DicomAttribute>'
		]
	])('has %s', (_, dataset, xml) => {
		expect(model(dataset)).toBe(xml);
	});
});
