import { z } from 'zod';
import { pixelPolicySchema, type DeviceMask, type PixelPolicy } from '#lib/core/dicom/pixel-policy.ts';

const ANY_SIZE = 'any';

const modalities = z
	.string()
	.transform((text) =>
		text
			.toUpperCase()
			.split(/[\s,;]+/)
			.filter(Boolean)
	)
	.pipe(z.array(z.string().regex(/^[A-Z]{2,16}$/, 'modalities-unreadable')).max(80, 'too-long'));

/**
 * One device a line: `manufacturer | model | columns x rows | series | x,y,width,height; … | image type`. Series, rectangles and image
 * type may be empty; without rectangles the size may be `any`.
 */
function parseDevice(line: string): unknown {
	const [
		manufacturer = '',
		model = '',
		size = '',
		seriesDescription = '',
		regions = '',
		imageType = '',
		...more
	] = line.split('|').map((part) => part.trim());
	const [columns, rows] =
		size.toLowerCase() === ANY_SIZE ? [null, null] : size.split(/\s*[x×]\s*/).map(Number);
	const rectangles = regions
		.split(';')
		.filter((part) => part.trim() !== '')
		.map((part) => {
			const [x, y, width, height, ...rest] = part.split(',').map(Number);
			return rest.length > 0 ? null : { x, y, width, height };
		});
	return more.length > 0
		? null
		: { manufacturer, model, columns, rows, seriesDescription, imageType, rectangles };
}

const devices = z
	.string()
	.transform((text) => text.split(/\r?\n/).filter((line) => line.trim() !== ''))
	.transform((lines, context): readonly DeviceMask[] => {
		const parsed = pixelPolicySchema.shape.devices.safeParse(lines.map(parseDevice));
		if (parsed.success) return parsed.data;
		context.addIssue({ code: 'custom', message: 'devices-unreadable' });
		return z.NEVER;
	});

/** The form of the pixel policy. */
export const pixelPolicyForm = z
	.object({
		basedOn: z.coerce.number().int().min(0),
		heldModalities: modalities,
		trustedModalities: modalities,
		declaredNo: pixelPolicySchema.shape.declaredNo,
		devices
	})
	.transform(({ basedOn, ...body }) => ({ basedOn, body: pixelPolicySchema.parse(body) }));

/** A pixel policy as the fields of its form. */
export function pixelPolicyFields(body: PixelPolicy): Record<string, string> {
	return {
		heldModalities: body.heldModalities.join(' '),
		trustedModalities: body.trustedModalities.join(' '),
		declaredNo: body.declaredNo,
		devices: body.devices.map(writeDevice).join('\n')
	};
}

function writeDevice(device: DeviceMask): string {
	const { manufacturer, model, columns, rows, seriesDescription, imageType, rectangles } = device;
	const size = rows === null ? ANY_SIZE : `${columns}x${rows}`;
	const regions = rectangles.map(({ x, y, width, height }) => `${x},${y},${width},${height}`).join('; ');
	const parts = [manufacturer, model, size, seriesDescription, regions];
	return [...parts, ...(imageType === '' ? [] : [imageType])].join(' | ').trimEnd();
}
