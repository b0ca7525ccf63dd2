/** Where something was measured. */
export interface Machine {
  /** The model of its processor, as the system names it. */
  readonly cpu: string;
  /** Processors this process may use. */
  readonly cores: number;
  readonly memoryBytes: number;
  /** `'linux'`, `'darwin'`, … */
  readonly platform: string;
  /** `'x64'`, `'arm64'`, … */
  readonly architecture: string;
  /** The version of Node, without its v. */
  readonly node: string;
}

/** This machine. */
export async function describeMachine(): Promise<Machine> {
  const { arch, availableParallelism, cpus, platform, totalmem } = await import('node:os');
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: platform(),
    architecture: arch(),
    node: process.versions.node,
  };
}
