import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tool } from './tools.ts';

/** A self-signed certificate and its key, as files. */
export interface Certificate {
  certificateFile: string;
  keyFile: string;
  /** SHA-256 of the certificate, in OpenVPN's notation: hexadecimal octets with colons. */
  fingerprint: string;
}

/** Makes a self-signed EC certificate for one day. */
export function makeCertificate(directory: string, commonName: string): Certificate {
  const [certificateFile, keyFile] = [`${directory}/${commonName}.crt`, `${directory}/${commonName}.key`];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const names = ['-subj', `/CN=${commonName}`, '-out', certificateFile, '-keyout', keyFile];
  execFileSync(tool('openssl'), [...request, ...names], { stdio: 'pipe' });
  return { certificateFile, keyFile, fingerprint: new X509Certificate(readFileSync(certificateFile)).fingerprint256 };
}
