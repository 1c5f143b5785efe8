import type { CssNode } from 'css-tree';
import type { Color } from './computed.js';
import { constant, type Specified } from './property.js';
import { components, type Values } from './values.js';

export const BLACK: Color = { red: 0, green: 0, blue: 0 };

/** A colour: hexadecimal, rgb(), hsl(), a name, or `currentcolor`. What lets light through is refused. */
export function readColor(values: Values): Specified<Color> | undefined {
  const node = values.next;
  if (!node) return undefined;
  if (node.type === 'Identifier' && node.name.toLowerCase() === 'currentcolor') {
    values.take();
    return (context) => context.color;
  }
  const color = opaque(node, values);
  if (!color) return undefined;
  values.take();
  return constant(color);
}

function opaque(node: CssNode, values: Values): Color | undefined {
  const channels = readChannels(node);
  if (!channels) return undefined;
  const [red, green, blue, alpha] = channels;
  if (alpha !== 1) {
    values.say({
      node,
      code: 'css-unsupported-value',
      message: 'a colour that lets light through is not supported',
      hint: 'give the colour that it makes on paper, without alpha',
    });
    return undefined;
  }
  return { red, green, blue };
}

type Channels = [red: number, green: number, blue: number, alpha: number];

function readChannels(node: CssNode): Channels | undefined {
  if (node.type === 'Hash') return fromHex(node.value);
  if (node.type === 'Identifier') {
    const name = node.name.toLowerCase();
    const hex = NAMED.get(name);
    return name === 'transparent' ? [0, 0, 0, 0] : hex === undefined ? undefined : fromHex(hex);
  }
  if (node.type !== 'Function') return undefined;
  const name = node.name.toLowerCase();
  if (name === 'rgb' || name === 'rgba') return fromRgb(components(node.children));
  if (name === 'hsl' || name === 'hsla') return fromHsl(components(node.children));
  return undefined;
}

function fromHex(hex: string): Channels | undefined {
  if (!/^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(hex)) return undefined;
  const full = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const byte = (at: number): number => Number.parseInt(full.slice(at, at + 2), 16) / 255;
  return [byte(0), byte(2), byte(4), full.length === 8 ? byte(6) : 1];
}

/** The three channels and alpha, with commas throughout or with none but a slash before alpha. */
function channelNodes(nodes: CssNode[]): [CssNode, CssNode, CssNode, CssNode | undefined] | undefined {
  const operators = nodes.flatMap((node) => (node.type === 'Operator' ? [node.value.trim()] : []));
  const [a, b, c, alpha, more] = nodes.filter((node) => node.type !== 'Operator');
  if (!a || !b || !c || more) return undefined;
  const written = operators.join('');
  const right = alpha ? written === ',,,' || written === '/' : written === ',,' || written === '';
  return right ? [a, b, c, alpha] : undefined;
}

function fromRgb(nodes: CssNode[]): Channels | undefined {
  const parts = channelNodes(nodes);
  if (!parts) return undefined;
  const [red, green, blue] = [parts[0], parts[1], parts[2]].map((node) => portion(node, 255));
  const alpha = parts[3] ? portion(parts[3], 1) : 1;
  if (red === undefined || green === undefined || blue === undefined || alpha === undefined) return undefined;
  return [red, green, blue, alpha];
}

/** hsl(): CSS Color 4, section 7.1, "Converting HSL Colors to sRGB". */
function fromHsl(nodes: CssNode[]): Channels | undefined {
  const parts = channelNodes(nodes);
  if (!parts) return undefined;
  const hue = degrees(parts[0]);
  const saturation = portion(parts[1], 100);
  const lightness = portion(parts[2], 100);
  const alpha = parts[3] ? portion(parts[3], 1) : 1;
  if (hue === undefined || saturation === undefined || lightness === undefined || alpha === undefined)
    return undefined;
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4), alpha];
}

/** A number out of `full`, or a percentage, as 0 to 1. */
function portion(node: CssNode, full: number): number | undefined {
  if (node.type !== 'Number' && node.type !== 'Percentage') return undefined;
  const value = Number(node.value) / (node.type === 'Percentage' ? 100 : full);
  return Number.isFinite(value) ? Math.max(0, Math.min(value, 1)) : undefined;
}

function degrees(node: CssNode): number | undefined {
  if (node.type !== 'Number' && !(node.type === 'Dimension' && node.unit.toLowerCase() === 'deg'))
    return undefined;
  const value = Number(node.value) % 360;
  return Number.isFinite(value) ? (value + 360) % 360 : undefined;
}

/** The named colours of CSS Color 4. */
const NAMED = new Map(
  `aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4
  black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0
  chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff
  darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9
  darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000
  darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f
  darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969
  dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc
  ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080
  honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa
  lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff
  lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1
  lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899
  lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000
  mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371
  mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585
  midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080
  oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa
  palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f
  pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f
  royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee
  sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa
  springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0
  violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32`
    .match(/[a-z]+ [0-9a-f]{6}/g)!
    .map((pair) => pair.split(' ') as [string, string]),
);
