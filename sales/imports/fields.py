"""What a file of purchases may tell, and the titles under which other systems export it."""

# ruff: noqa: E501  # Chinese characters count twice; the lists of titles read better on one line

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.importing.fields import Field

FIELDS = (
    Field(
        "number", _("Receipt number"),
        ("receipt_number", "receipt", "receipt_no", "receipt_id", "transaction_id", "transaction", "order_id",
         "order_number", "order_no", "order", "invoice", "invoice_no", "invoice_number", "invoice_id", "bill_no",
         "document", "ticket", "小票号", "订单号", "订单编号", "单号", "交易号", "流水号", "发票号"),
        help_text=_("Several rows with one number are the lines of one receipt."),
    ),
    Field(
        "customer", _("Customer"),
        ("customer_id", "customer_number", "customer_no", "client_id", "client", "cust_id", "buyer", "member_id",
         "member_no", "card_no", "user_id", "external_id", "客户", "客户号", "客户编号", "客户ID", "会员", "会员号", "会员编号",
         "会员ID", "顾客", "顾客编号", "买家"),
        help_text=_("The customer's number there. Rows without one are anonymous sales."),
    ),
    Field(
        "email", _("Customer's e-mail"),
        ("customer_email", "email_address", "e_mail", "mail", "buyer_email", "client_email", "邮箱", "电子邮箱", "电子邮件", "客户邮箱",
         "会员邮箱", "买家邮箱"),
        help_text=_("Names the customer where no number does; an unknown address makes a customer."),
    ),
    Field(
        "phone", _("Customer's phone"),
        ("customer_phone", "mobile", "phone_number", "mobile_phone", "telephone", "tel", "buyer_phone", "手机", "手机号", "手机号码",
         "电话", "联系电话", "客户手机", "会员手机", "买家手机"),
        help_text=_("Names the customer where neither number nor e-mail does."),
    ),
    Field(
        "occurred_at", _("Time of purchase"),
        ("date", "datetime", "timestamp", "time", "purchased_at", "purchase_date", "order_date", "ordered_at",
         "invoice_date", "transaction_date", "sale_date", "sold_at", "created_at", "day", "日期", "时间", "下单时间",
         "交易时间", "交易日期", "购买时间", "购买日期", "订单日期", "成交时间"),
        is_required=True,
    ),
    Field("quantity", _("Quantity"), ("qty", "units", "count", "pieces", "items", "数量", "件数", "购买数量")),
    Field(
        "amount", _("Amount of the row"),
        ("line_amount", "line_total", "total", "total_amount", "paid", "net_amount", "sales", "revenue", "value",
         "spend", "sum", "金额", "实付金额", "实付", "总价", "总额", "小计", "合计", "销售额", "付款金额"),
        help_text=_("What was paid for the row in all, after discounts. Negative: something came back."),
    ),
    Field(
        "unit_price", _("Unit price"), ("price", "unitprice", "item_price", "单价", "价格", "售价"),
        help_text=_("Used where the amount is not told: quantity × unit price."),
    ),
    Field("currency", _("Currency"), ("currency_code", "ccy", "币种", "货币")),
    Field("sku", _("Product code (SKU)"),
          ("product_code", "product_id", "stock_code", "item_code", "item_id", "article", "article_number",
           "商品编码", "商品编号", "货号", "SKU编码")),
    Field("barcode", _("Bar code"),
          ("bar_code", "ean", "ean13", "ean_code", "gtin", "upc", "条码", "条形码", "商品条码", "国际条码"),
          help_text=_("Finds the product where no product code does, and is kept with a product that has none.")),
    Field("product", _("Product name"),
          ("product_name", "item", "item_name", "description", "title", "商品", "商品名称", "品名", "产品", "产品名称")),
    Field("category", _("Category"),
          ("product_category", "category_name", "department", "类别", "分类", "品类", "商品分类", "类目")),
    Field("store", _("Store"), ("store_code", "store_id", "shop", "shop_id", "branch", "location", "门店", "店铺", "店名",
                                "门店编号", "店铺名称")),
    Field("channel", _("Sales channel"), ("sales_channel", "order_channel", "渠道", "销售渠道", "来源渠道")),
    Field(
        "state", _("State"), ("status", "order_status", "order_state", "状态", "订单状态", "交易状态"),
        help_text=_(
            "“cancelled” and the like take a whole sale back, “refunded” and the like what the row says; "
            "“open”, “pending” and the like are orders."
        ),
    ),
    Field(
        "original", _("Receipt that is taken back"),
        ("original_number", "original_receipt", "original_order", "refund_of", "return_of", "reference_number",
         "原单号", "原订单号", "原小票号"),
        help_text=_("On returns: the number of the sale, if the file tells it."),
    ),
    Field(
        "tax", _("Tax in the row"), ("tax_amount", "vat", "vat_amount", "sales_tax", "gst", "税", "税额", "税费", "增值税"),
        help_text=_("What of the row's amount is tax. It earns nothing."),
    ),
    Field(
        "delivery", _("Delivery"),
        ("shipping", "shipping_cost", "shipping_fee", "delivery_fee", "delivery_cost", "freight", "postage", "运费", "配送费", "邮费",
         "快递费"),
        help_text=_("Of the whole receipt, on top of its rows; told on one row or alike on all. It earns nothing."),
    ),
    Field(
        "tip", _("Tip"), ("tips", "gratuity", "小费"),
        help_text=_("Of the whole receipt, on top of its rows; told on one row or alike on all. It earns nothing."),
    ),
    Field("paid_points", _("Paid with points"),
          ("points_paid", "points_amount", "points_discount", "paid_by_points", "points_redeemed_value", "积分抵扣", "积分支付", "积分抵现"),
          help_text=_("The money value, of the whole receipt. It earns nothing.")),
    Field("paid_cashback", _("Paid with cashback"),
          ("cashback", "cashback_paid", "cashback_used", "paid_by_cashback", "store_credit", "返现支付", "返现抵扣", "返现"),
          help_text=_("The money value, of the whole receipt. It earns nothing.")),
    Field("paid_gift_card", _("Paid with gift cards"),
          ("gift_card", "giftcard", "gift_card_amount", "paid_by_gift_card", "礼品卡", "礼品卡支付", "储值卡支付", "购物卡支付"),
          help_text=_("The money value, of the whole receipt.")),
    Field("paid_voucher", _("Paid with vouchers"),
          ("voucher", "voucher_amount", "coupon", "coupon_amount", "paid_by_voucher", "代金券", "优惠券", "代金券支付", "优惠券支付", "券支付"),
          help_text=_("The money value, of the whole receipt.")),
    Field("promised_at", _("Promised for"),
          ("promised", "promised_date", "delivery_promised", "promised_delivery", "due_date", "expected_delivery",
           "estimated_delivery", "承诺时间", "承诺送达时间", "预计送达", "预计送达时间", "约定时间"),
          help_text=_("A day alone means its end.")),
    Field("fulfilled_at", _("Fulfilled at"),
          ("fulfilled", "fulfilled_date", "fulfillment_date", "delivered_at", "delivered", "delivery_date", "shipped_at",
           "completed_at", "送达时间", "完成时间", "发货时间", "交付时间", "签收时间")),
    Field("serial_number", _("Serial number"), ("serial", "serial_no", "sn", "imei", "序列号", "机身号", "产品序列号")),
    Field("unit_cost", _("Unit cost"), ("cost", "cost_price", "purchase_price", "成本", "成本价", "进价")),
    Field("is_promotion", _("Bought on promotion"), ("promotion", "promo", "on_sale", "促销", "是否促销")),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)
# By these, in this order, a row names its customer.
WHO = ("customer", "email", "phone")
