const NAMES: Readonly<Record<string, string>> = {
  'ReJSON-RL': 'JSON document',
  'MBbloom--': 'Bloom filter',
  bloomfltr: 'Bloom filter',
  MBbloomCF: 'Cuckoo filter',
  'CMSk-TYPE': 'count-min sketch',
  'TopK-TYPE': 'top-k',
  'TDIS-TYPE': 't-digest',
  vectorset: 'vector set',
};

/** The types of modules have names for machines. @param type as TYPE says it */
export const typeName = (type: string): string => NAMES[type] ?? type;
