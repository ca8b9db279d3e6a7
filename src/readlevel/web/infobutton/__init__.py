"""HL7 Infobutton: answers for health records."""
