package io.selfcure.datasets.synthetic;

/**
 * The facial movements that the drawn faces know, numbered as in the Facial Action Coding System
 * (Ekman and Friesen 1978; Ekman, Friesen and Hager 2002).
 */
enum ActionUnit {
  /** Inner brow raiser. */
  AU1,
  /** Outer brow raiser. */
  AU2,
  /** Brow lowerer; draws the brows together. */
  AU4,
  /** Upper lid raiser. */
  AU5,
  /** Cheek raiser. */
  AU6,
  /** Lid tightener. */
  AU7,
  /** Nose wrinkler. */
  AU9,
  /** Upper lip raiser. */
  AU10,
  /** Lip corner puller. */
  AU12,
  /** Lip corner depressor. */
  AU15,
  /** Chin raiser. */
  AU17,
  /** Tongue show. */
  AU19,
  /** Lip stretcher. */
  AU20,
  /** Lip tightener. */
  AU23,
  /** Lip pressor. */
  AU24,
  /** Lips part. */
  AU25,
  /** Jaw drop. */
  AU26,
  /** Eye closure; slight intensities are drooping lids. */
  AU43
}
