/**
 * How the engine on Temporal reaches its server. Without `namespace`, `taskQueue` and `deployment` it is what
 * `Connection.connect` and `NativeConnection.connect` take.
 */
export interface TemporalConfig extends TemporalCredentials {
  /** `host:port`. */
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** The version under which a worker registers; absent: it has none. */
  readonly deployment?: TemporalDeployment;
}

/** What a server asks of those who connect; most of it is secret. */
export interface TemporalCredentials {
  /** Absent or false: no TLS. */
  readonly tls?: boolean | TemporalTls;
  readonly apiKey?: string;
  /** Headers of every request. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Certificates and keys are PEM. */
export interface TemporalTls {
  /** The name in the server's certificate, when it is not that of the address. */
  readonly serverNameOverride?: string;
  readonly serverRootCACertificate?: Uint8Array;
  readonly clientCertPair?: { readonly crt: Uint8Array; readonly key: Uint8Array };
}

/** Written `<deployment name>.<build id>`. */
export interface TemporalDeployment {
  readonly deploymentName: string;
  readonly buildId: string;
}
