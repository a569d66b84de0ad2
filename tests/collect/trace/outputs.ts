/** What tracert, pathping and traceroute print, in several display languages and versions. */

/** A path of four hops to one target: a name in brackets, a silent hop, and times that differ. */
export const tracert: Readonly<Record<string, { codePage: string; text: string }>> = {
  English: {
    codePage: 'CP437',
    text: `
Tracing route to worldaz.tr.teams.microsoft.com [52.112.0.10]
over a maximum of 30 hops:

  1    <1 ms    <1 ms     1 ms  192.168.178.1 
  2     *        *        *     Request timed out.
  3    12 ms    11 ms     *     ae-1.r02.example.net [203.0.113.9] 
  4    14 ms    15 ms    13 ms  52.112.0.10 

Trace complete.
`,
  },
  German: {
    codePage: 'CP850',
    text: `
Routenverfolgung zu worldaz.tr.teams.microsoft.com [52.112.0.10]
über maximal 30 Hops:

  1    <1 ms    <1 ms     1 ms  192.168.178.1 
  2     *        *        *     Zeitüberschreitung der Anforderung.
  3    12 ms    11 ms     *     ae-1.r02.example.net [203.0.113.9] 
  4    14 ms    15 ms    13 ms  52.112.0.10 

Ablaufverfolgung beendet.
`,
  },
  French: {
    codePage: 'CP850',
    text: `
Détermination de l’itinéraire vers worldaz.tr.teams.microsoft.com [52.112.0.10]
avec un maximum de 30 sauts :

  1    <1 ms    <1 ms     1 ms  192.168.178.1 
  2     *        *        *     Délai d’attente de la demande dépassé.
  3    12 ms    11 ms     *     ae-1.r02.example.net [203.0.113.9] 
  4    14 ms    15 ms    13 ms  52.112.0.10 

Itinéraire déterminé.
`.replaceAll('’', "'"),
  },
  Russian: {
    codePage: 'CP866',
    text: `
Трассировка маршрута к worldaz.tr.teams.microsoft.com [52.112.0.10]
с максимальным числом прыжков 30:

  1    <1 мс    <1 мс     1 ms  192.168.178.1 
  2     *        *        *     Превышен интервал ожидания для запроса.
  3    12 ms    11 ms     *     ae-1.r02.example.net [203.0.113.9] 
  4    14 ms    15 ms    13 ms  52.112.0.10 

Трассировка завершена.
`,
  },
  Polish: {
    codePage: 'CP852',
    text: `
Śledzenie trasy do worldaz.tr.teams.microsoft.com [52.112.0.10]
z maksymalną liczbą 30 przeskoków

  1    <1 ms    <1 ms     1 ms  192.168.178.1 
  2     *        *        *     Upłynął limit czasu żądania.
  3    12 ms    11 ms     *     ae-1.r02.example.net [203.0.113.9] 
  4    14 ms    15 ms    13 ms  52.112.0.10 

Śledzenie zakończone.
`,
  },
  Chinese: {
    codePage: 'GBK',
    text: `
通过最多 30 个跃点跟踪
到 worldaz.tr.teams.microsoft.com [52.112.0.10] 的路由:

  1    <1 毫秒   <1 毫秒    1 毫秒 192.168.178.1 
  2     *        *        *     请求超时。
  3    12 ms    11 ms     *     ae-1.r02.example.net [203.0.113.9] 
  4    14 ms    15 ms    13 ms  52.112.0.10 

跟踪完成。
`,
  },
  Japanese: {
    codePage: 'SHIFT-JIS',
    text: `
worldaz.tr.teams.microsoft.com [52.112.0.10] へのルートをトレースしています
経由するホップ数は最大 30 です:

  1    <1 ms    <1 ms     1 ms  192.168.178.1 
  2     *        *        *     要求がタイムアウトしました。
  3    12 ms    11 ms     *     ae-1.r02.example.net [203.0.113.9] 
  4    14 ms    15 ms    13 ms  52.112.0.10 

トレースを完了しました。
`,
  },
};

export const pathping = `
Tracing route to worldaz.tr.teams.microsoft.com [52.112.0.10]
over a maximum of 30 hops:
  0  PC.fritz.box [192.168.178.20] 
  1  fritz.box [192.168.178.1] 
  2  203.0.113.9 
  3     *        *        *     
Computing statistics for 50 seconds...
            Source to Here   This Node/Link
Hop  RTT    Lost/Sent = Pct  Lost/Sent = Pct  Address
  0                                           PC.fritz.box [192.168.178.20] 
                                0/ 100 =  0%   |
  1    1ms     0/ 100 =  0%     0/ 100 =  0%  fritz.box [192.168.178.1] 
                                7/ 100 =  7%   |
  2   23ms     7/ 100 =  7%     0/ 100 =  0%  203.0.113.9 

Trace complete.
`;

export const unix = {
  'traceroute of Linux': `traceroute to relay.example (52.112.0.10), 30 hops max, 60 byte packets
 1  _gateway (192.168.178.1)  0.512 ms  0.401 ms  0.399 ms
 2  * * *
 3  a.example.net (203.0.113.9)  11.234 ms b.example.net (203.0.113.13)  12.3 ms *
 4  52.112.0.10 (52.112.0.10)  14.1 ms  14.2 ms  14.3 ms
`,
  'traceroute of BSD and macOS': `traceroute to relay.example (52.112.0.10), 64 hops max, 40 byte packets
 1  gateway (192.168.178.1)  0.512 ms  0.401 ms  0.399 ms
 2  * * *
 3  a.example.net (203.0.113.9)  11.234 ms
    b.example.net (203.0.113.13)  12.3 ms *
 4  52.112.0.10 (52.112.0.10)  14.1 ms  14.2 ms  14.3 ms
`,
  'traceroute -n': `traceroute to 52.112.0.10 (52.112.0.10), 30 hops max, 60 byte packets
 1  192.168.178.1  0.512 ms  0.401 ms  0.399 ms
 2  * * *
 3  203.0.113.9  11.234 ms 203.0.113.13  12.3 ms *
 4  52.112.0.10  14.1 ms  14.2 ms  14.3 ms
`,
} as const;
