"""The outbox, templates, and what may be sent to whom."""

import datetime
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '__first__'),
        ('customers', '0013_overlaps_of_ended_times'),
    ]

    operations = [
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('chat', 'Messaging app'), ('phone', 'Phone call'), ('letter', 'Letter')], max_length=8, verbose_name='channel')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'message template',
                'verbose_name_plural': 'message templates',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Cap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('chat', 'Messaging app'), ('phone', 'Phone call'), ('letter', 'Letter')], max_length=8, verbose_name='channel')),
                ('purpose', models.CharField(choices=[('marketing', 'News and offers'), ('survey', 'Surveys'), ('service', 'Service')], max_length=13, verbose_name='purpose')),
                ('messages', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages')),
                ('days', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='days')),
            ],
            options={
                'verbose_name': 'frequency cap',
                'verbose_name_plural': 'frequency caps',
                'constraints': [models.UniqueConstraint(fields=('channel', 'purpose'), name='cap_unique'), models.CheckConstraint(condition=models.Q(('days__range', (1, 366)), ('messages__gte', 1)), name='cap_range'), models.CheckConstraint(condition=models.Q(('purpose', 'transactional'), _negated=True), name='cap_never_transactional')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCap',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('chat', 'Messaging app'), ('phone', 'Phone call'), ('letter', 'Letter')], max_length=8, verbose_name='channel')),
                ('purpose', models.CharField(choices=[('marketing', 'News and offers'), ('survey', 'Surveys'), ('service', 'Service')], max_length=13, verbose_name='purpose')),
                ('messages', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages')),
                ('days', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='days')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical frequency cap',
                'verbose_name_plural': 'historical frequency caps',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalMessagingSettings',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('sender_name', models.CharField(blank=True, max_length=80, verbose_name="sender's name")),
                ('sender_email', models.EmailField(blank=True, max_length=254, verbose_name="sender's e-mail address")),
                ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='answers go to')),
                ('postal_address', models.TextField(blank=True, help_text='Stands below news and offers: many countries ask for it.', max_length=400, verbose_name='postal address')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical messaging settings',
                'verbose_name_plural': 'historical messaging settings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPace',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('chat', 'Messaging app'), ('phone', 'Phone call'), ('letter', 'Letter')], db_index=True, max_length=8, verbose_name='channel')),
                ('per_minute', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages per minute at most')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical pace',
                'verbose_name_plural': 'historical paces',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalQuietHours',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('chat', 'Messaging app'), ('phone', 'Phone call'), ('letter', 'Letter')], db_index=True, max_length=8, verbose_name='channel')),
                ('begins', models.TimeField(default=datetime.time(21, 0), verbose_name='from')),
                ('ends', models.TimeField(default=datetime.time(9, 0), verbose_name='to')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical quiet hours',
                'verbose_name_plural': 'historical quiet hours',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='MessagingSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender_name', models.CharField(blank=True, max_length=80, verbose_name="sender's name")),
                ('sender_email', models.EmailField(blank=True, max_length=254, verbose_name="sender's e-mail address")),
                ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='answers go to')),
                ('postal_address', models.TextField(blank=True, help_text='Stands below news and offers: many countries ask for it.', max_length=400, verbose_name='postal address')),
            ],
            options={
                'verbose_name': 'messaging settings',
                'verbose_name_plural': 'messaging settings',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='messaging_settings_single_row')],
            },
        ),
        migrations.CreateModel(
            name='Pace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('chat', 'Messaging app'), ('phone', 'Phone call'), ('letter', 'Letter')], max_length=8, unique=True, verbose_name='channel')),
                ('per_minute', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='messages per minute at most')),
                ('left', models.FloatField(default=0, editable=False)),
                ('filled_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'pace',
                'verbose_name_plural': 'paces',
                'constraints': [models.CheckConstraint(condition=models.Q(('left__gte', 0), ('per_minute__gte', 1)), name='pace_range')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('customer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='message_pause', serialize=False, to='customers.customer', verbose_name='customer')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
            ],
            options={
                'verbose_name': 'pause',
                'verbose_name_plural': 'pauses',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('asked_at'))), name='pause_ends_later')],
            },
        ),
        migrations.CreateModel(
            name='QuietHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('chat', 'Messaging app'), ('phone', 'Phone call'), ('letter', 'Letter')], max_length=8, unique=True, verbose_name='channel')),
                ('begins', models.TimeField(default=datetime.time(21, 0), verbose_name='from')),
                ('ends', models.TimeField(default=datetime.time(9, 0), verbose_name='to')),
            ],
            options={
                'verbose_name': 'quiet hours',
                'verbose_name_plural': 'quiet hours',
                'constraints': [models.CheckConstraint(condition=models.Q(('begins', models.F('ends')), _negated=True), name='quiet_hours_end')],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('chat', 'Messaging app'), ('phone', 'Phone call'), ('letter', 'Letter')], max_length=8, verbose_name='channel')),
                ('address_hash', models.BinaryField(max_length=32)),
                ('purpose', models.CharField(blank=True, max_length=13, verbose_name='purpose')),
                ('reason', models.CharField(choices=[('unsubscribed', 'Unsubscribed'), ('bounced', 'Address does not exist'), ('complained', 'Reported as spam'), ('staff', 'By staff')], max_length=12, verbose_name='reason')),
                ('since', models.DateTimeField(verbose_name='since')),
            ],
            options={
                'verbose_name': 'suppressed address',
                'verbose_name_plural': 'suppressed addresses',
                'constraints': [models.UniqueConstraint(fields=('channel', 'address_hash', 'purpose'), name='suppression_unique')],
            },
        ),
        migrations.CreateModel(
            name='TemplateVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='messaging.template', verbose_name='template')),
            ],
            options={
                'verbose_name': 'template version',
                'verbose_name_plural': 'template versions',
                'ordering': ('-number',),
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('template', 'number'), name='template_version_unique')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, verbose_name='key')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('chat', 'Messaging app'), ('phone', 'Phone call'), ('letter', 'Letter')], max_length=8, verbose_name='channel')),
                ('purpose', models.CharField(choices=[('marketing', 'News and offers'), ('survey', 'Surveys'), ('service', 'Service'), ('transactional', 'Transaction')], max_length=13, verbose_name='purpose')),
                ('lane', models.PositiveSmallIntegerField(editable=False)),
                ('source', models.CharField(max_length=60, verbose_name='source')),
                ('priority', models.SmallIntegerField(default=0, verbose_name='priority')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('state', models.CharField(choices=[('queued', 'Waiting'), ('paused', 'Paused'), ('leased', 'Being sent'), ('sent', 'Sent'), ('delivered', 'Delivered'), ('bounced', 'Bounced'), ('complained', 'Reported as spam'), ('skipped', 'Not sent'), ('failed', 'Failed'), ('uncertain', 'Uncertain'), ('cancelled', 'Cancelled')], default='queued', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=40, verbose_name='reason')),
                ('detail', models.CharField(blank=True, max_length=500, verbose_name='detail')),
                ('queued_at', models.DateTimeField(verbose_name='waiting since')),
                ('next_at', models.DateTimeField(verbose_name='not before')),
                ('valid_until', models.DateTimeField(verbose_name='useless from')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('lease', models.UUIDField(blank=True, editable=False, null=True)),
                ('leased_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('handed_at', models.DateTimeField(blank=True, null=True, verbose_name='handed over')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='address')),
                ('language', models.CharField(blank=True, max_length=16, verbose_name='language')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('provider_id', models.CharField(blank=True, max_length=200, verbose_name="provider's number")),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='customers.customer', verbose_name='customer')),
                ('decided_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='messaging.templateversion', verbose_name='template')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'permissions': (('decide_message', 'Can decide on messages of which nobody knows whether they arrived'),),
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('key',), name='message_key_unique'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'paused', 'leased', 'sent', 'delivered', 'bounced', 'complained', 'skipped', 'failed', 'uncertain', 'cancelled'])), name='message_state_known'), models.CheckConstraint(condition=models.Q(('purpose__in', ['marketing', 'survey', 'service', 'transactional'])), name='message_purpose_known'), models.CheckConstraint(condition=models.Q(models.Q(('lease__isnull', False), ('leased_until__isnull', False), ('state', 'leased')), models.Q(models.Q(('state', 'leased'), _negated=True), ('lease__isnull', True), ('leased_until__isnull', True)), _connector='OR'), name='message_lease_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'delivered', 'bounced', 'complained']), _negated=True), models.Q(('handed_at__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='message_sent_when'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['skipped', 'failed', 'uncertain', 'bounced']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='message_reason_told'), models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('queued_at'))), name='message_lives_a_while')],
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['channel', 'lane', 'next_at', 'id'], name='message_due'), models.Index(condition=models.Q(('state', 'leased')), fields=['leased_until'], name='message_leased'), models.Index(condition=models.Q(('state', 'uncertain')), fields=['-id'], name='message_uncertain'), models.Index(fields=['customer', 'channel', 'purpose', 'handed_at'], name='message_of_customer'), models.Index(fields=['source', 'state'], name='message_of_source'), models.Index(condition=models.Q(('provider_id', ''), _negated=True), fields=['provider_id'], name='message_provider')],
            },
        ),
        migrations.CreateModel(
            name='LocalMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, verbose_name='address')),
                ('subject', models.CharField(blank=True, max_length=400, verbose_name='subject')),
                ('content', models.BinaryField()),
                ('arrived_at', models.DateTimeField(verbose_name='arrived at')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='local_mail', to='messaging.message', verbose_name='message')),
            ],
            options={
                'verbose_name': 'message in the local mailbox',
                'verbose_name_plural': 'local mailbox',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='TemplateText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=16, verbose_name='language')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('html', models.TextField(blank=True, verbose_name='page')),
                ('text', models.TextField(verbose_name='plain text')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='messaging.templateversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'template text',
                'verbose_name_plural': 'template texts',
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('version', 'language'), name='template_text_unique'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='template_text_not_empty')],
            },
        ),
    ]

