/** List headings: how the columns of suppliers' lists are called, in the languages in which they are kept. */
import type { ColumnRole } from '../model/check.ts'
import { FURTHER_HEADINGS, SITE_WORDS } from './list-words.ts'

/** Words of headings by what the column holds; the surer ones first, a semicolon between languages. */
const WORDS: Readonly<Record<ColumnRole, string>> = {
  name: `supplier name,vendor name,factory name,facility name,name of facility,name of factory,name of supplier,name of the supplier,name of the factory,manufacturer name,company name,production unit name,site name,mill name,trading name,legal name,registered name,account name,
    business name,organisation name,organization name,payee name,creditor name,contractor name,merchant name,producer name,exporter name,supplier,vendor,factory,facility,manufacturer,producer,company,organisation,organization,contractor,subcontractor,payee,creditor,merchant,exporter,mill,plant,farm,trader,processor,name;
    lieferantenname,name des lieferanten,lieferant,kreditor,firmenname,firma,unternehmen,hersteller,produzent,fabrik,werk,betrieb,produktionsstätte,zulieferer,auftragnehmer;
    nom du fournisseur,fournisseur,nom de l usine,usine,fabricant,société,entreprise,raison sociale,nom,producteur,prestataire,sous traitant,nom de l entreprise,dénomination;
    nombre del proveedor,proveedor,nombre de la fábrica,fábrica,fabricante,empresa,razón social,nombre,productor,nombre de la empresa,contratista,denominación social;
    nome do fornecedor,fornecedor,nome da fábrica,nome da empresa,razão social,nome,produtor,unidade;nome fornitore,nome del fornitore,fornitore,fabbrica,azienda,ragione sociale,produttore,stabilimento,denominazione,impresa;
    leveranciersnaam,naam leverancier,leverancier,fabriek,bedrijfsnaam,bedrijf,producent,naam;nazwa dostawcy,dostawca,nazwa fabryki,fabryka,nazwa firmy,firma,zakład,producent,nazwa,kontrahent;
    tedarikçi adı,tedarikçi,fabrika adı,fabrika,firma adı,firma ünvanı,üretici,şirket,şirket adı,ünvan,ad,adı;leverantör,leverantörsnamn,fabrik,företag,företagsnamn,namn,tillverkare,producent;
    leverandør,leverandørnavn,fabrikk,firmanavn,virksomhed,selskap,bedrift,navn,produsent;toimittaja,toimittajan nimi,tehdas,yritys,nimi,valmistaja;dodavatel,název dodavatele,název,výrobce,továrna,závod;dodávateľ,názov,výrobca;
    furnizor,nume furnizor,denumire,nume,fabrică,producător;beszállító,szállító,név,cégnév,gyár,gyártó;dobavljač,naziv,tvornica,proizvođač,dobavitelj;доставчик,име,завод,фабрика,производител;
    προμηθευτής,επωνυμία,όνομα,εταιρεία,εργοστάσιο,κατασκευαστής;наименование поставщика,поставщик,наименование,название,завод,фабрика,компания,предприятие,производитель,организация,контрагент;
    постачальник,назва,найменування,фабрика,підприємство,виробник;اسم المورد,المورد,اسم المصنع,المصنع,اسم الشركة,الشركة,الاسم,اسم;تامین کننده,نام تامین کننده,نام شرکت,کارخانه,نام;שם הספק,ספק,שם,מפעל,חברה;
    सप्लायर,आपूर्तिकर्ता,आपूर्तिकर्ता का नाम,कारखाना,कंपनी,नाम;সরবরাহকারী,সরবরাহকারীর নাম,কারখানা,কারখানার নাম,কোম্পানি,নাম;سپلائر,فیکٹری,کمپنی,نام;
    供应商名称,供应商,供应商名,供货商,工厂名称,工厂名,工厂,公司名称,公司名,公司,企业名称,企业,单位名称,厂名,厂家,厂商,制造商,生产商,名称,名字,供應商名稱,供應商,工廠名稱,工廠,公司名稱,企業名稱,廠商,廠商名稱,名稱;
    仕入先名,仕入先,取引先名,取引先,サプライヤー名,サプライヤー,会社名,工場名,工場,企業名,メーカー,名称,製造者;공급업체명,공급업체,공급자,공급사,협력사,공장명,공장,회사명,업체명,제조사,상호,이름;
    tên nhà cung cấp,nhà cung cấp,tên nhà máy,nhà máy,tên công ty,công ty,tên,nhà sản xuất;nama pemasok,pemasok,nama pabrik,pabrik,nama perusahaan,perusahaan,nama,pembekal,kilang,syarikat,produsen;
    ชื่อผู้จัดจำหน่าย,ผู้จัดจำหน่าย,ผู้จำหน่าย,ชื่อโรงงาน,โรงงาน,ชื่อบริษัท,บริษัท,ชื่อ;អ្នកផ្គត់ផ្គង់,រោងចក្រ,ឈ្មោះ;ပေးသွင်းသူ,စက်ရုံ,အမည်`,
  otherName: `name in local language,local name,native name,name in chinese,chinese name,name chinese,factory name chinese,supplier name chinese,name local language,other name,other names,alias,aliases,also known as,aka,alternative name,trading as,former name;
    中文名称,中文名,工厂中文名,中文,公司中文名称,名称中文;英文名称,英文名,英文;lokaler name;nom local;nombre local;nazwa lokalna`,
  country: `country,country name,country code,country region,country or region,country of origin,country of manufacture,facility country,factory country,supplier country,location country,production country,country territory,iso country,iso,nation,origin,location;
    land,ländercode,herkunftsland,produktionsland;pays,pays d origine,pays de production;país,país de origen,pais;país de origem;paese,nazione,paese di origine,stato;land van herkomst;kraj,państwo,kraj pochodzenia;ülke,menşe ülke;maa;země,stát;krajina;țară,tara;ország;država,zemlja;държава,страна;
    χώρα;страна,государство;країна;البلد,الدولة,بلد المنشأ,دولة;کشور;מדינה,ארץ;देश;দেশ;ملک;国家,国家地区,国别,产地,国家或地区,所在国,國家,國別,國家地區;国,国名,生産国;국가,국가명,나라,원산지;quốc gia,nước,xuất xứ;negara,negara asal;ประเทศ;ប្រទេស;နိုင်ငံ`,
  address: `address,full address,facility address,factory address,street address,supplier address,site address,address 1,address line 1,address1,street,production address,location address,postal address,registered address;
    adresse,anschrift,straße,strasse,straßenadresse;adresse de l usine,rue;dirección,direccion,domicilio,calle;endereço,morada,endereco;indirizzo,via,sede;adres,straat;adres zakładu,ulica;adresi,adres;adress,gatuadress;osoite;adresa,ulice;adresă;cím;adresa;адрес;διεύθυνση;адреса;العنوان,عنوان;آدرس,نشانی;כתובת;
    पता;ঠিকানা;پتہ;地址,工厂地址,公司地址,详细地址,厂址,地址详情,工廠地址,詳細地址;住所,所在地,工場住所;주소,공장주소,소재지;địa chỉ;alamat;ที่อยู่;អាសយដ្ឋាន;လိပ်စာ`,
  city: `city,town,city town,city name,municipality,city province,state province,province,region,state,county;stadt,ort,gemeinde,bundesland;ville,commune,région;ciudad,municipio,provincia;cidade,município;città,comune,provincia;stad,plaats;miasto,miejscowość;şehir,il,ilçe;ort,postort;by;kaupunki;město;oraș,localitate;város;grad;
    град;πόλη;город,регион;місто;المدينة;شهر;עיר;शहर;শহর;شہر;城市,省份,省市,省;市,都市,都道府県;도시,시도;thành phố,tỉnh;kota,bandar;เมือง,จังหวัด`,
}
/** A heading with one of these in it holds something else, whatever else it says: people above all, who are no subjects here. */
const ELSE =
  /\b(?:contact|person|first|last|sur|family|given|manager|owner|director|e ?mail|phone|tel|telephone|fax|mobile|website|web|url|id|ids|code|number|no|nr|num|ref|reference|type|category|sector|product|products|brand|group|parent|latitude|longitude|lat|lng|lon|postcode|zip|date|amount|value|spend|currency|status|tier|gender|workers|employees|union|certificate|ansprechpartner|kontakt|telefon|nummer|typ|produkt|téléphone|produit|contacto|teléfono|producto)\b|联系人|电话|邮箱|编号|产品|类型|法人|負責人|负责人|聯絡|電話|担当|전화|담당/u
/** Of these a column of countries may well be called. */
const CODES = /\b(?:country|iso|land|pays)\b/

/** Letters and digits of a heading, by single spaces. */
export const foldHeading = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{Ll})(?=\p{Lu})|[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
const folded = (text: string) => foldHeading(text)

const BY_WORD = new Map<string, { readonly role: ColumnRole; readonly rank: number }>()
for (const [role, text] of Object.entries(WORDS) as [ColumnRole, string][]) {
  for (const language of text.split(';')) {
    const words = language.split(',').map(folded).filter(Boolean)
    for (const [i, word] of words.entries()) if (!BY_WORD.has(word)) BY_WORD.set(word, { role, rank: 1 - 0.4 * (i / words.length) })
  }
}

/** Headings that are written in one: "SupplierName", "factory_name". */
const parted = (heading: string) => folded(heading.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '))

/** What a heading says that its column holds, and how surely, 0 to 1. Null where it says nothing that is known. */
export function roleOfHeading(heading: string): { readonly role: ColumnRole; readonly sureness: number } | null {
  const text = parted(heading.replace(/\s*[([（【].*$/u, '') || heading)
  const whole = BY_WORD.get(text)
  if (whole) return { role: whole.role, sureness: whole.rank }
  if (ELSE.test(text) && !CODES.test(text)) return null
  // Two languages in one heading: "Supplier / Lieferant", "供应商名称 Supplier Name".
  const pieces = [...heading.split(/[/|\n\r–—:：()（）]+/u).map(parted), ...text.split(/(?<=[\p{Script=Han}])\s+(?=[a-z])|(?<=[a-z])\s+(?=\p{Script=Han})/u)]
  const known = pieces.map((piece) => BY_WORD.get(piece.trim())).filter((each) => each !== undefined)
  const best = known.sort((a, b) => b.rank - a.rank)[0]
  // What a longer heading of sites ends with is what it is about: "Factory/Processing Unit Address".
  const end = best?.role === 'name' ? BY_WORD.get(text.split(' ').at(-1) ?? '') : undefined
  if (end && end.role !== 'name') return { role: end.role, sureness: end.rank * 0.8 }
  if (best) return { role: best.role, sureness: best.rank * 0.9 }
  // A known word within a longer heading, whole words only; two Latin letters are too few ("by" is a town in Danish, "listed by" is none).
  let within: { role: ColumnRole; sureness: number } | null = null
  const words = text.split(' ')
  for (let from = 0; from < words.length; from += 1) {
    for (let to = words.length; to > from; to -= 1) {
      const piece = words.slice(from, to).join(' ')
      const found = /^[a-z]{1,2}$/.test(piece) ? undefined : BY_WORD.get(piece)
      const sureness = found ? found.rank * (0.4 + (0.4 * (to - from)) / words.length) : 0
      if (found && sureness > (within?.sureness ?? 0)) within = { role: found.role, sureness }
    }
  }
  return within
}

export type FurtherRole = keyof typeof FURTHER_HEADINGS
export const FURTHER_ROLES = Object.keys(FURTHER_HEADINGS) as readonly FurtherRole[]

const FURTHER = FURTHER_ROLES.flatMap((role) =>
  FURTHER_HEADINGS[role].map((words, i, all) => ({ role, words: foldHeading(words), rank: 1 - 0.4 * (i / all.length) })),
)

/** What a heading says of a role that only sources ask for: a whole heading, one side of a slash, or two words or more within a longer one. */
export function furtherRole(heading: string): { readonly role: FurtherRole; readonly sureness: number } | null {
  const text = parted(heading.replace(/\s*[([（【].*$/u, '') || heading)
  const sides = heading.split('/').map(parted)
  let best: { role: FurtherRole; sureness: number } | null = null
  for (const { role, words, rank } of FURTHER) {
    const isWithin = words.includes(' ') && ` ${text} `.includes(` ${words} `)
    const sureness = text === words || parted(heading) === words ? rank : sides.includes(words) ? rank * 0.9 : isWithin ? rank * 0.7 : 0
    if (sureness > (best?.sureness ?? 0)) best = { role, sureness }
  }
  return best
}

const OF_SITE = SITE_WORDS.map(foldHeading)

/** Whether a heading of names speaks of the place where things are made, and not of whoever sells them. */
export function isOfSite(heading: string): boolean {
  const text = parted(heading)
  return OF_SITE.some((word) => (/^[a-z]/.test(word) ? ` ${text} `.includes(` ${word} `) : text.includes(word)))
}
