import type { HangingPolicy } from './protocol.ts';
import { parseHanging } from './text.ts';

/**
 * What comes with the product. Windows are named as in the viewer. Breasts hang back to back, chest wall in the middle, the right
 * one at the left (ACR–AAPM–SIIM practice parameter for digital mammography).
 */
const text = `
protocol ct-head | CT head: brain, bone, subdural
for CT
body HEAD BRAIN SKULL FACE ORBIT ORBITS SINUS SINUSES
layout 1x3
cell need images 4+; prefer acquired axial; prefer word BRAIN SOFT STANDARD SMOOTH STD; prefer thickness 2-6; must; preset brain
cell need images 4+; prefer acquired axial; prefer word BONE SHARP; prefer thickness 0-2; preset bone
cell same 1; preset subdural

protocol ct-head-planes | CT head: three planes
for CT
body HEAD BRAIN SKULL FACE ORBIT ORBITS SINUS SINUSES
layout 1x3
cell need images 20+; need thickness 0-2; must; plane axial; preset brain
cell same 1; plane coronal; preset brain
cell same 1; plane sagittal; preset brain

protocol ct-chest | CT chest: lung, soft tissue, bone
for CT
body CHEST LUNG LUNGS THORAX HEART CORONARY AORTA
layout 1x3
cell need images 4+; prefer acquired axial; prefer word LUNG LUNGS SHARP HR; prefer thickness 0-3; must; preset lung
cell need images 4+; prefer acquired axial; prefer word SOFT STANDARD MEDIASTINUM CHEST SMOOTH; preset softTissue
cell need images 4+; prefer acquired axial; prefer word BONE SHARP; preset bone

protocol ct-chest-planes | CT chest: lung with nodules thickened, coronal, bone from the side
for CT
body CHEST LUNG LUNGS THORAX HEART CORONARY AORTA
layout 2x2
cell need images 20+; prefer word LUNG LUNGS SHARP HR; prefer thickness 0-3; must; preset lung
cell same 1; plane axial; preset lung; slab maximum 8
cell same 1; plane coronal; preset softTissue
cell same 1; plane sagittal; preset bone

protocol ct-abdomen | CT abdomen: two phases, or soft tissue and liver
for CT
body ABDOMEN ABD PELVIS LIVER KIDNEY PANCREAS SPLEEN
layout 1x2
cell need images 4+; prefer word PORTAL VENOUS; prefer contrast yes; prefer acquired axial; must; preset softTissue
cell need images 4+; prefer word ARTERIAL; prefer acquired axial; preset liver

protocol ct-abdomen-planes | CT abdomen: three planes and lung
for CT
body ABDOMEN ABD PELVIS LIVER KIDNEY PANCREAS SPLEEN
layout 2x2
cell need images 20+; prefer word PORTAL VENOUS; prefer contrast yes; prefer acquired axial; must; preset softTissue
cell same 1; plane coronal; preset softTissue
cell same 1; plane sagittal; preset softTissue
cell need images 4+; prefer word LUNG LUNGS; prefer acquired axial; preset lung

protocol ct-spine | CT spine: bone in three planes
for CT
body SPINE CSPINE TSPINE LSPINE CERVICAL LUMBAR CTSPINE TLSPINE SSPINE CTLSPINE
layout 1x3
cell need images 4+; prefer word SAG SAGITTAL; prefer word BONE SHARP; prefer thickness 0-2; must; plane sagittal; preset bone
cell same 1; plane coronal; preset bone
cell need images 4+; prefer acquired axial; prefer word BONE SHARP; plane axial; preset bone

protocol ct-one | CT: one series
for CT
layout 1x1
cell need images 4+; prefer acquired axial

protocol ct-planes | CT: axial, coronal, sagittal
for CT
layout 1x3
cell need images 20+; prefer acquired axial; prefer thickness 0-2; must; plane axial; preset softTissue
cell same 1; plane coronal; preset softTissue
cell same 1; plane sagittal; preset softTissue

protocol xr-four | Radiographs: four images
for CR DX RG
layout 2x2
cell must
cell must
cell must
cell must

protocol xr-three | Radiographs: three images
for CR DX RG
layout 1x3
cell must
cell must
cell must

protocol xr-two | Radiographs: two views
for CR DX RG
layout 1x2
cell need view PA AP; must; at first
cell need view LL RL ML LM; must; at first

protocol xr-pair | Radiographs: two images
for CR DX RG
layout 1x2
cell must
cell must

protocol xr-one | Radiograph: one image
for CR DX RG PX IO
layout 1x1
cell prefer view PA AP

protocol mg-four | Mammograms back to back: CC above MLO
for MG
layout 2x2
cell need view CC XCC XCCL XCCM; need side R; or empty; keep place; orient P; align right
cell need view CC XCC XCCL XCCM; need side L; or empty; keep place; orient A; align left
cell need view MLO ML LM; need side R; prefer view MLO; or empty; keep place; orient P; align right
cell need view MLO ML LM; need side L; prefer view MLO; or empty; keep place; orient A; align left

protocol mg-cc | Mammograms: CC
for MG
layout 1x2
cell need view CC XCC XCCL XCCM; need side R; must; orient P; align right
cell need view CC XCC XCCL XCCM; need side L; must; orient A; align left

protocol mg-mlo | Mammograms: MLO
for MG
layout 1x2
cell need view MLO ML LM; need side R; prefer view MLO; must; orient P; align right
cell need view MLO ML LM; need side L; prefer view MLO; must; orient A; align left

protocol mg-one | Mammograms: one breast
for MG
layout 1x2
cell need view CC XCC XCCL XCCM; or empty; keep place
cell need view MLO ML LM; or empty; keep place

protocol us-six | Ultrasound: six images
for US IVUS
layout 2x3
cell must
cell must
cell must
cell must
cell or empty
cell or empty

protocol us-one | Ultrasound: one image or clip
for US IVUS
layout 1x1
cell prefer images 2+

protocol mr-brain | MR brain: FLAIR, diffusion, ADC, T2, T1, enhanced
for MR
body HEAD BRAIN SKULL SELLA ORBIT ORBITS IAC
layout 2x3
cell need images 4+; need sequence flair; prefer acquired axial; or empty
cell need images 4+; need sequence dwi; prefer acquired axial; prefer b 800-1200; or empty
cell need images 4+; need sequence adc; prefer acquired axial; or empty
cell need images 4+; need sequence t2 swi; prefer sequence t2; prefer acquired axial; or empty
cell need images 4+; need sequence t1; without contrast yes; prefer acquired axial; or empty
cell need images 4+; need sequence t1; need contrast yes; prefer acquired axial; or empty

protocol mr-spine | MR spine: sagittal T1, T2, STIR, axial T2
for MR
body SPINE CSPINE TSPINE LSPINE CERVICAL LUMBAR CTSPINE TLSPINE SSPINE CTLSPINE
layout 2x2
cell need sequence t2; need acquired sagittal; must
cell need sequence t1; need acquired sagittal; prefer contrast no; or empty
cell need sequence stir; need acquired sagittal; or empty
cell need sequence t2 t1; need acquired axial; prefer sequence t2; or empty

protocol mr-knee | MR knee: sagittal, coronal, axial
for MR
body KNEE PATELLA
layout 2x2
cell need acquired sagittal; need sequence pd t2 stir; prefer sequence pd; or empty
cell need acquired coronal; need sequence pd t2 stir; prefer sequence pd; or empty
cell need acquired axial; need sequence pd t2 stir; prefer sequence pd; or empty
cell need sequence t1; prefer acquired sagittal; or empty

protocol mr-sequences | MR: by sequence
for MR
layout 2x2
cell need sequence t2; need images 4+; or empty
cell need sequence t1; need images 4+; without contrast yes; or empty
cell need sequence stir pd flair; need images 4+; or empty
cell need sequence dwi adc; need images 4+

protocol mr-one | MR: one series
for MR
layout 1x1
cell need images 4+

protocol xa-cine | Angiography and fluoroscopy: one run
for XA RF
layout 1x1
cell prefer images 2+; at first

protocol pt-ct | PET beside CT
for PT
layout 2x2
cell need modality PT; need images 4+; must
cell need modality CT; need images 4+; must; preset softTissue
cell same 1; plane coronal; slab maximum 30
cell same 2; plane coronal; preset softTissue

protocol nm-four | Nuclear medicine: four images
for NM PT
layout 2x2
cell must
cell must
cell or empty
cell or empty

protocol nm-one | Nuclear medicine: one image
for NM PT
layout 1x1
cell

protocol beside-prior | Beside the prior
layout 1x2
cell prefer images 4+; prefer view PA AP CC; must
cell prior; same 1; must

protocol two-beside-prior | Two beside the prior
layout 2x2
cell prefer images 4+; prefer view PA AP CC; must
cell prior; same 1; must
cell prefer images 4+; must
cell prior; same 3; must

protocol one | One series
layout 1x1
cell prefer images 4+
`;

/** The set as policy body. Throws when it cannot be read, which a test would have told. */
function read(): HangingPolicy {
	const { list, problems } = parseHanging(text);
	const [problem] = problems;
	if (problem) throw new Error(`built-in hanging protocols, line ${problem.line}: ${problem.code}`);
	return { protocols: list };
}

export const defaultHangingPolicy: HangingPolicy = read();
