import type { ConsentRecord } from "./record.ts"

const dpvStates: Readonly<Record<string, string>> = {
  given: "dpv:ConsentGiven",
  withdrawn: "dpv:ConsentWithdrawn",
  refused: "dpv:ConsentRefused",
  requested: "dpv:ConsentRequested",
  unknown: "dpv:ConsentUnknown",
}

/**
 * The record as JSON-LD in the terms of the Data Privacy Vocabulary (w3id.org/dpv). The context stands in the document:
 * nothing has to be fetched to read it.
 */
export function consentRecordLd(record: ConsentRecord): object {
  const [controller] = record.parties
  return {
    "@context": {
      dpv: "https://w3id.org/dpv#",
      dct: "http://purl.org/dc/terms/",
      xsd: "http://www.w3.org/2001/XMLSchema#",
      assent: "urn:assent:consent-record:",
    },
    "@id": `urn:uuid:${record.record_id}`,
    "@type": "dpv:ConsentRecord",
    "dct:conformsTo": { "@id": record.schema_version },
    "dct:identifier": record.record_id,
    "dct:created": instant(record.made_at),
    "dct:language": record.language,
    "dpv:hasDataSubject": { "@id": `assent:principal/${encodeURIComponent(record.pii_principal_id)}` },
    "dpv:hasDataController": {
      "@type": "dpv:DataController",
      "dpv:hasName": controller?.party_name,
      "dpv:hasAddress": controller?.party_address,
      "dpv:hasContact": controller?.party_contact,
    },
    "dpv:hasNotice": {
      "@type": "dpv:ConsentNotice",
      "dct:hasVersion": record.privacy_notice.version,
      "dct:source": record.privacy_notice.url,
      "assent:script_sha256": record.privacy_notice.script_sha256,
    },
    "dpv:hasPurpose": record.purposes.map(({ purpose, lawful_basis }) => ({
      "@type": "dpv:Purpose",
      "dct:title": purpose,
      "dpv:hasLegalBasis": lawful_basis,
    })),
    "dpv:hasPersonalData": record.pii_information.map(({ pii_type }) => ({
      "@type": "dpv:PersonalData",
      "dct:title": pii_type,
    })),
    "dpv:hasProcessing": record.processing_method,
    "dpv:hasStorageCondition": {
      "dpv:hasLocation": record.storage_locations,
      "dpv:hasDuration": record.retention_period.expires_at,
      "dct:title": record.retention_period.policy,
    },
    "dpv:hasJurisdiction": record.jurisdiction,
    "dpv:hasRecipient": record.recipient_third_parties,
    "dpv:hasRight": record.privacy_rights,
    "dpv:hasWithdrawalMethod": record.withdrawal_method,
    "dpv:hasConsentStatus": { "@id": dpvStates[record.event_state] ?? "dpv:ConsentUnknown" },
    "dpv:hasEvent": record.events.map((event) => ({
      "@id": `assent:leaf/${event.ledger_index}`,
      "dct:date": instant(event.event_time),
      "dpv:hasConsentStatus": { "@id": dpvStates[event.event_state] ?? "dpv:ConsentUnknown" },
      "dpv:isIndicatedBy": event.entity_id,
      "dpv:hasDuration": event.validity_duration,
      "dct:type": event.event_type,
    })),
    "assent:ledger": record.ledger,
    "assent:personal_data_erased": record.personal_data_erased,
  }
}

function instant(value: string): object {
  return { "@type": "xsd:dateTime", "@value": value }
}
