import { request } from 'node:http';

/** Sends letters in small pieces, reading the answer as soon as there is one. */
export function send(
  server: { readonly url: string; readonly cookie: string },
  path: string,
  bytes: number,
  announced: boolean,
): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const piece = Buffer.alloc(64 * 1024, 'a');
    const upload = request(server.url + path, {
      method: 'PUT',
      headers: {
        cookie: server.cookie,
        'x-portolan': '1',
        'if-none-match': '*',
        ...(announced && { 'content-length': bytes }),
      },
    });
    let left = bytes;
    let isAnswered = false;
    upload.on('response', (answer) => {
      isAnswered = true;
      let text = '';
      answer.setEncoding('utf8').on('data', (data) => {
        text += data;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, code: JSON.parse(text).code }));
      answer.on('error', reject);
    });
    upload.on('error', (error) => {
      if (!isAnswered) reject(error);
    });
    const more = (): void => {
      while (left > 0 && !isAnswered) {
        left -= piece.length;
        if (!upload.write(piece)) {
          upload.once('drain', more);
          return;
        }
      }
      upload.end();
    };
    more();
  });
}
