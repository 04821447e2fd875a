import { getRenderingCapabilities } from '@cornerstonejs/core';
import type { Rendering } from '#lib/viewer/types.ts';

let chosen: 'cpu' | 'gpu' = 'cpu';

/** How the viewers of the page draw. */
export function chosenRendering(): 'cpu' | 'gpu' {
	return chosen;
}

/**
 * `auto` draws on the CPU where WebGL is emulated (SwiftShader, llvmpipe): there Cornerstone's stack viewport is 1.4 to 1.6
 * times as fast as emulated WebGL.
 */
export function chooseRendering(rendering: Rendering): 'cpu' | 'gpu' {
	const { webgl, softwareRasterizer } = getRenderingCapabilities();
	chosen = rendering === 'auto' ? (webgl && !softwareRasterizer ? 'gpu' : 'cpu') : rendering;
	return chosen;
}
