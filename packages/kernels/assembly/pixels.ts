// Pictures of three bytes a pixel: Pillow's resampling, and the numbers a network sees.
export { resampleAcross } from './pixels/across';
export { resampleDown } from './pixels/down';
export { lookUp } from './pixels/look-up';
