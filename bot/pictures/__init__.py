"""Values of the domain to pictures: PNG bytes, drawn without reading or writing anything else."""
